using System.Xml.Linq;
using HubChantier.Backup.HelpBuilder.Cmdlets;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.HelpBuilder.Maml;

/// <summary>Writes the help file of an assembly (<c>X.dll-Help.xml</c>), as Get-Help of the engine reads it.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace s_command = MamlNames.Command;
    private static readonly XNamespace s_maml = MamlNames.Maml;
    private static readonly XNamespace s_dev = MamlNames.Dev;

    /// <summary>The whole file, of pages that were checked.</summary>
    public static XDocument Write(IEnumerable<CmdletDescription> cmdlets, CultureHelp help) => new(
        new XElement(
            MamlNames.Help + "helpItems",
            new XAttribute("schema", "maml"),
            MamlNames.Prefixes,
            cmdlets.Select(cmdlet => Command(cmdlet, help.Page(cmdlet.Name)!, help))));

    private static XElement Command(CmdletDescription cmdlet, CmdletPage page, CultureHelp help) => new(
        s_command + "command",
        new XElement(
            s_command + "details",
            new XElement(s_command + "name", cmdlet.Name),
            new XElement(s_command + "verb", cmdlet.Verb),
            new XElement(s_command + "noun", cmdlet.Noun),
            new XElement(s_maml + "description", MamlText.Paragraph(page.Synopsis))),
        new XElement(s_maml + "description", MamlText.Description(page.Description)),
        new XElement(s_command + "syntax", cmdlet.ParameterSets.Select(set => Syntax(cmdlet, set))),
        new XElement(s_command + "parameters", InOrder(cmdlet, page).Select(parameter
            => MamlParameter.InFull(parameter, help.Describe(page, parameter.Name)!.Blocks, page.Culture))),
        Types("inputTypes", "inputType", page.Inputs),
        Types("returnValues", "returnValue", page.Outputs),
        new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", MamlText.Paragraphs(page.Notes))),
        new XElement(s_command + "examples", page.Examples.Select(example => Example(example, page))),
        new XElement(s_command + "relatedLinks", page.Links.Select(Link)));

    /// <summary>As on a command line: by position, then what must be given, then the rest.</summary>
    private static XElement Syntax(CmdletDescription cmdlet, string set) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", cmdlet.Name),
        cmdlet.AllParameters
            .Select(parameter => (Parameter: parameter, Use: parameter.UseIn(set)))
            .Where(entry => entry.Use is not null)
            .OrderBy(entry => entry.Use!.Position ?? int.MaxValue)
            .ThenBy(entry => entry.Use!.IsMandatory ? 0 : 1)
            .Select(entry => MamlParameter.InSyntax(entry.Parameter, entry.Use!)));

    /// <summary>The writer's order, then the cmdlet's for those that the page leaves to the common ones.</summary>
    private static IEnumerable<ParameterDescription> InOrder(CmdletDescription cmdlet, CmdletPage page)
        => page.Parameters
            .Select(described => cmdlet.AllParameters.First(parameter => parameter.Name == described.Title))
            .Concat(cmdlet.AllParameters)
            .Distinct();

    private static XElement Types(string list, string item, IReadOnlyList<PageSection> types) => new(
        s_command + list,
        types.Select(type => new XElement(
            s_command + item,
            new XElement(s_dev + "type", new XElement(s_maml + "name", type.Title)),
            new XElement(s_maml + "description", MamlText.Paragraphs(type.Blocks)))));

    private static XElement Example(PageExample example, CmdletPage page)
    {
        XElement element = new(s_command + "example", new XElement(s_maml + "title", HelpWords.ExampleTitle(example, page.Culture)));
        if (example.Introduction.Count > 0)
        {
            element.Add(new XElement(s_maml + "introduction", MamlText.Introduction(example.Introduction)));
        }

        element.Add(
            new XElement(s_dev + "code", string.Join('\n', example.Code.Lines)),
            new XElement(s_dev + "remarks", MamlText.Remarks(example.Remarks)));
        return element;
    }

    private static XElement Link(PageLink link) => new(
        s_maml + "navigationLink",
        new XElement(s_maml + "linkText", link.Text),
        new XElement(s_maml + "uri", link.IsAddress ? link.Target : ""));
}
