namespace HubChantier.Backup.HelpBuilder.Cmdlets;

/// <summary>A parameter's type, as people read it and as programs do.</summary>
/// <param name="DisplayName">Short: <c>string[]</c>, <c>HubBackup</c>.</param>
/// <param name="FullName">With its namespace: <c>System.String[]</c>.</param>
/// <param name="ElementName">The full name without the brackets of an array.</param>
internal sealed record ParameterType(string DisplayName, string FullName, string ElementName)
{
    private const string SwitchName = "System.Management.Automation.SwitchParameter";

    /// <summary>PowerShell's own short names of the types that parameters have.</summary>
    private static readonly Dictionary<string, string> s_shortNames = new(StringComparer.Ordinal)
    {
        ["System.String"] = "string",
        ["System.Boolean"] = "bool",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Double"] = "double",
        ["System.Decimal"] = "decimal",
        ["System.Object"] = "object",
        ["System.Uri"] = "uri",
        ["System.Guid"] = "guid",
        ["System.Version"] = "version",
        ["System.DateTime"] = "datetime",
        ["System.TimeSpan"] = "timespan",
        ["System.Collections.Hashtable"] = "hashtable",
        ["System.Management.Automation.ScriptBlock"] = "scriptblock",
    };

    /// <summary>The type of a switch.</summary>
    public static ParameterType Switch { get; } = new("SwitchParameter", SwitchName, SwitchName);

    /// <summary>Whether it is a switch: no value in the syntax.</summary>
    public bool IsSwitch => FullName == SwitchName;

    /// <summary>Describes a type; a nullable one as what it holds.</summary>
    public static ParameterType Of(Type type)
    {
        Type element = Element(type);
        string fullName = element.FullName ?? element.Name;
        string brackets = type.IsArray ? "[]" : "";
        return new ParameterType(s_shortNames.GetValueOrDefault(fullName, element.Name) + brackets, fullName + brackets, fullName);
    }

    /// <summary>What an array's items or a nullable hold.</summary>
    public static Type Element(Type type)
    {
        Type item = type.IsArray ? type.GetElementType()! : type;
        return item.IsGenericType && item.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? item.GetGenericArguments()[0] : item;
    }
}
