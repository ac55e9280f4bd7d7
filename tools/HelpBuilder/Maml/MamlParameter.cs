using System.Globalization;
using System.Xml.Linq;
using HubChantier.Backup.HelpBuilder.Cmdlets;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.HelpBuilder.Maml;

/// <summary>Writes parameters: short in the syntax, at length in their own section.</summary>
internal static class MamlParameter
{
    private static readonly XNamespace s_command = MamlNames.Command;
    private static readonly XNamespace s_maml = MamlNames.Maml;
    private static readonly XNamespace s_dev = MamlNames.Dev;

    /// <summary>A parameter in the syntax of one set. Words to choose from stand in place of the type.</summary>
    public static XElement InSyntax(ParameterDescription parameter, ParameterUse use)
    {
        XElement element = Element(parameter, use);
        if (parameter.Values.Count > 0)
        {
            element.Add(new XElement(
                s_command + "parameterValueGroup",
                parameter.Values.Select(value => new XElement(s_command + "parameterValue", new XAttribute("required", "false"), value))));
        }
        else if (!parameter.Type.IsSwitch)
        {
            element.Add(Value(parameter));
        }

        return element;
    }

    /// <summary>A parameter in its own section.</summary>
    public static XElement InFull(ParameterDescription parameter, IReadOnlyList<PageBlock> description, CultureInfo culture)
    {
        XElement element = Element(parameter, ParameterUse.Summary(parameter.Uses));
        element.Add(
            new XElement(s_maml + "description", MamlText.Description([.. description, .. Accepted(parameter, culture)])),
            Value(parameter),
            new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.Type.FullName)));
        if (parameter.DefaultValue is not null)
        {
            element.Add(new XElement(s_dev + "defaultValue", parameter.DefaultValue));
        }

        return element;
    }

    private static XElement Element(ParameterDescription parameter, ParameterUse use) => new(
        s_command + "parameter",
        new XAttribute("required", use.IsMandatory),
        new XAttribute("globbing", parameter.AcceptsWildcards),
        new XAttribute("pipelineInput", use.PipelineText),
        new XAttribute("position", use.PositionText),
        new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
        new XElement(s_maml + "name", parameter.Name));

    /// <summary>A switch takes no value, and help shows that by brackets.</summary>
    private static XElement Value(ParameterDescription parameter)
        => new(s_command + "parameterValue", new XAttribute("required", !parameter.Type.IsSwitch), parameter.Type.DisplayName);

    private static IEnumerable<PageBlock> Accepted(ParameterDescription parameter, CultureInfo culture)
    {
        if (parameter.Values.Count > 0)
        {
            yield return new PageBlock.Paragraph(HelpWords.AcceptedValues(parameter.Values, culture));
        }

        if (parameter.Range is { } range)
        {
            yield return new PageBlock.Paragraph(HelpWords.AcceptedRange(range.Lowest, range.Highest, culture));
        }
    }
}
