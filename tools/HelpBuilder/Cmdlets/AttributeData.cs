using System.Reflection;

namespace HubChantier.Backup.HelpBuilder.Cmdlets;

/// <summary>Finds attributes and their values in metadata. By name: the types of a <see cref="MetadataLoadContext"/> are never our own.</summary>
internal static class AttributeData
{
    private const string Namespace = "System.Management.Automation.";

    /// <summary>The engine's attributes of a name.</summary>
    public static IEnumerable<CustomAttributeData> Called(this IEnumerable<CustomAttributeData> attributes, string name)
        => attributes.Where(attribute => attribute.AttributeType.FullName == Namespace + name);

    /// <summary>The value of a named argument; null if it is not given.</summary>
    public static object? Named(this CustomAttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;
}
