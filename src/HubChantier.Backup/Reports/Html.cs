using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace HubChantier.Backup.Commands.Reports;

/// <summary>Elements of the page. All text goes through the XML writer, so that no name of a table or a bucket can become markup.</summary>
internal static class Html
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>An element of HTML. It is never empty in itself: browsers read no <c>&lt;td/&gt;</c>.</summary>
    public static XElement Tag(string name, params object?[] content) => new(name, "", Clean(content));

    /// <summary>An element that HTML knows without an end, such as <c>meta</c>.</summary>
    public static XElement Void(string name, params XAttribute[] attributes) => new(name, attributes);

    /// <summary>An element of SVG.</summary>
    public static XElement Svg(string name, params object?[] content) => new(s_svg + name, Clean(content));

    /// <summary>An attribute.</summary>
    public static XAttribute With(string name, string value) => new(name, Clean(value));

    /// <summary>An attribute with a coordinate.</summary>
    public static XAttribute With(string name, double value) => new(name, Math.Round(value, 1));

    /// <summary>The class attribute.</summary>
    public static XAttribute Class(string name) => new("class", name);

    /// <summary>What XML cannot hold, such as a NUL in a name, is shown as the sign for what cannot be shown.</summary>
    private static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (!isPair && !XmlConvert.IsXmlChar(text[i]))
            {
                clean ??= new StringBuilder(text);
                clean[i] = '\uFFFD';
            }
            else if (isPair)
            {
                i++;
            }
        }

        return clean?.ToString() ?? text;
    }

    private static object?[] Clean(object?[] content) => [.. content.Select(part => part is string text ? Clean(text) : part)];
}
