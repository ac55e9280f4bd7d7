using System.Text;
using System.Xml;
using System.Xml.Linq;
using HubChantier.Backup.HelpBuilder.Cmdlets;
using HubChantier.Backup.HelpBuilder.Maml;
using HubChantier.Backup.HelpBuilder.Pages;
using HubChantier.Backup.HelpBuilder.Topics;

namespace HubChantier.Backup.HelpBuilder;

/// <summary>Makes the help files of all languages, or none: with a problem in any of them nothing is written.</summary>
internal static class HelpBuild
{
    private const string TopicExtension = ".help.txt";

    /// <summary>Reads, checks and writes.</summary>
    /// <returns>What is wrong; empty if the files were written.</returns>
    public static IReadOnlyList<HelpProblem> Run(HelpOptions options)
    {
        HelpProblems problems = new();
        IReadOnlyList<CmdletDescription> cmdlets = CmdletReader.Read(options.Assembly, options.References);
        CultureHelp[] languages = [.. options.Cultures.Select(culture => CultureHelp.Read(options.Docs, culture, problems))];
        foreach (CultureHelp help in languages)
        {
            PageCheck.Check(cmdlets, help, problems);
            foreach (MarkdownPage topic in help.Topics)
            {
                TopicWriter.Check(topic, problems);
            }
        }

        CheckTopics(languages, problems);
        if (problems.All.Count == 0)
        {
            foreach (CultureHelp help in languages)
            {
                Write(options, cmdlets, help);
            }
        }

        return problems.All;
    }

    /// <summary>A topic that one language has, all have.</summary>
    private static void CheckTopics(CultureHelp[] languages, HelpProblems problems)
    {
        foreach (string name in languages.SelectMany(help => help.Topics).Select(topic => topic.Name).Distinct(StringComparer.Ordinal))
        {
            foreach (CultureHelp help in languages.Where(help => help.Topics.All(topic => topic.Name != name)))
            {
                problems.Add(Path.Combine(help.Folder, name + ".md"), 0, $"{name} is not there in {help.Culture.Name}");
            }
        }
    }

    private static void Write(HelpOptions options, IReadOnlyList<CmdletDescription> cmdlets, CultureHelp help)
    {
        string folder = Path.Combine(options.Output, help.Culture.Name);
        Directory.CreateDirectory(folder);
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using (XmlWriter writer = XmlWriter.Create(Path.Combine(folder, Path.GetFileName(options.Assembly) + "-Help.xml"), settings))
        {
            MamlWriter.Write(cmdlets, help).Save(writer);
        }

        foreach (MarkdownPage topic in help.Topics)
        {
            File.WriteAllText(Path.Combine(folder, topic.Name + TopicExtension), TopicWriter.Write(topic));
        }

        // A topic that was renamed must not go on under its old name.
        foreach (string stale in Directory.EnumerateFiles(folder, "about_*" + TopicExtension)
            .Where(file => help.Topics.All(topic => topic.Name + TopicExtension != Path.GetFileName(file))))
        {
            File.Delete(stale);
        }
    }
}
