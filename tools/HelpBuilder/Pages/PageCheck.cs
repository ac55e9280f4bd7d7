using HubChantier.Backup.HelpBuilder.Cmdlets;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>Holds the pages of one language against the cmdlets: what is there must be described, what is described must be there.</summary>
internal static class PageCheck
{
    private const string None = "None";

    /// <summary>Checks all pages of a language.</summary>
    public static void Check(IReadOnlyList<CmdletDescription> cmdlets, CultureHelp help, HelpProblems problems)
    {
        foreach (CmdletDescription cmdlet in cmdlets)
        {
            if (help.Page(cmdlet.Name) is { } page)
            {
                Check(cmdlet, page, help, problems);
            }
            else
            {
                problems.Add(Path.Combine(help.Folder, cmdlet.Name + ".md"), 0, $"{cmdlet.Name} has no page in {help.Culture.Name}");
            }
        }

        foreach (CmdletPage page in help.Pages.Where(page => cmdlets.All(cmdlet => cmdlet.Name != page.Name)))
        {
            problems.Add(page.File, 1, $"there is no cmdlet {page.Name}");
        }

        foreach (PageSection parameter in help.CommonParameters.Where(parameter => !cmdlets.Any(cmdlet => Has(cmdlet, parameter.Title))))
        {
            problems.Add(help.CommonParametersFile, parameter.Line, $"no cmdlet has a parameter -{parameter.Title}");
        }
    }

    private static void Check(CmdletDescription cmdlet, CmdletPage page, CultureHelp help, HelpProblems problems)
    {
        foreach (ParameterDescription parameter in cmdlet.AllParameters.Where(parameter => help.Describe(page, parameter.Name) is null))
        {
            problems.Add(page.File, 0, $"{cmdlet.Name} -{parameter.Name} is not described");
        }

        foreach (PageSection described in page.Parameters.Where(described => !Has(cmdlet, described.Title)))
        {
            problems.Add(page.File, described.Line, $"{cmdlet.Name} has no parameter -{described.Title}");
        }

        CheckTypes("INPUTS", page, page.Inputs, cmdlet.InputTypes, cmdlet.PipelineTypes, problems);
        CheckTypes("OUTPUTS", page, page.Outputs, cmdlet.OutputTypes, cmdlet.OutputTypes, problems);
    }

    private static bool Has(CmdletDescription cmdlet, string parameter) => cmdlet.AllParameters.Any(other => other.Name == parameter);

    private static void CheckTypes(
        string section, CmdletPage page, IReadOnlyList<PageSection> entries, IReadOnlyList<string> required, IReadOnlyList<string> allowed, HelpProblems problems)
    {
        foreach (string type in (required.Count > 0 ? required : allowed.Count > 0 ? [] : [None]).Where(type => entries.All(entry => entry.Title != type)))
        {
            problems.Add(page.File, 0, $"{section} lacks {type}");
        }

        foreach (PageSection entry in entries.Where(entry => !(allowed.Count > 0 ? allowed : [None]).Contains(entry.Title)))
        {
            problems.Add(page.File, entry.Line, $"{section} names {entry.Title}, which {page.Name} does not have");
        }

        foreach (PageSection entry in entries.Where(entry => entry.Blocks.Count == 0))
        {
            problems.Add(page.File, entry.Line, $"{section} says nothing of {entry.Title}");
        }
    }
}
