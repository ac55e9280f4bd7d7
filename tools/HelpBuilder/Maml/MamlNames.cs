using System.Xml.Linq;

namespace HubChantier.Backup.HelpBuilder.Maml;

/// <summary>The namespaces of PowerShell's help files. The engine goes by the prefixes too, so they are fixed.</summary>
internal static class MamlNames
{
    public static readonly XNamespace Help = "http://msh";
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>What binds the prefixes, for the root element.</summary>
    public static IEnumerable<XAttribute> Prefixes { get; } =
    [
        new(XNamespace.Xmlns + "maml", Maml),
        new(XNamespace.Xmlns + "command", Command),
        new(XNamespace.Xmlns + "dev", Dev),
    ];
}
