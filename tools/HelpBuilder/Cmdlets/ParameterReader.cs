using System.Globalization;
using System.Reflection;

namespace HubChantier.Backup.HelpBuilder.Cmdlets;

/// <summary>Reads a parameter from a property's metadata.</summary>
internal static class ParameterReader
{
    /// <summary>What PowerShell calls "in all parameter sets".</summary>
    private const string AllSets = "__AllParameterSets";

    /// <summary>The parameter that a property is; null if it is none, or one that is hidden.</summary>
    public static ParameterDescription? Read(PropertyInfo property)
    {
        IList<CustomAttributeData> attributes = property.GetCustomAttributesData();
        CustomAttributeData[] parameters = [.. attributes.Called("ParameterAttribute").Where(attribute => attribute.Named("DontShow") is not true)];
        if (parameters.Length == 0)
        {
            return null;
        }

        ParameterType type = ParameterType.Of(property.PropertyType);
        return new ParameterDescription(
            property.Name,
            type,
            [.. parameters.Select(Use)],
            [.. attributes.Called("AliasAttribute").SelectMany(Words)],
            Values(property, attributes),
            Range(attributes),
            DefaultValue(attributes) ?? (type.IsSwitch ? "False" : null),
            attributes.Called("SupportsWildcardsAttribute").Any());
    }

    private static ParameterUse Use(CustomAttributeData attribute)
    {
        string? parameterSet = attribute.Named("ParameterSetName") as string;
        return new ParameterUse
        {
            ParameterSet = parameterSet == AllSets ? null : parameterSet,
            IsMandatory = attribute.Named("Mandatory") is true,
            Position = attribute.Named("Position") is int position and >= 0 ? position : null,
            FromPipeline = attribute.Named("ValueFromPipeline") is true,
            FromPipelineProperty = attribute.Named("ValueFromPipelineByPropertyName") is true,
        };
    }

    private static string[] Values(PropertyInfo property, IList<CustomAttributeData> attributes)
    {
        Type type = ParameterType.Element(property.PropertyType);
        return attributes.Called("ValidateSetAttribute").FirstOrDefault() is { } set
            ? [.. Words(set)]
            : type.IsEnum ? type.GetEnumNames() : [];
    }

    private static (string Lowest, string Highest)? Range(IList<CustomAttributeData> attributes)
        => attributes.Called("ValidateRangeAttribute").FirstOrDefault() is { ConstructorArguments: [var lowest, var highest] }
            ? (Text(lowest), Text(highest))
            : null;

    private static string? DefaultValue(IList<CustomAttributeData> attributes)
        => attributes.Called("PSDefaultValueAttribute").FirstOrDefault() is { } attribute
            ? attribute.Named("Help") as string ?? attribute.NamedArguments.Where(argument => argument.MemberName == "Value").Select(argument => Text(argument.TypedValue)).FirstOrDefault()
            : null;

    private static IEnumerable<string> Words(CustomAttributeData attribute)
        => attribute.ConstructorArguments
            .SelectMany(argument => argument.Value as IEnumerable<CustomAttributeTypedArgument> ?? [])
            .Select(Text);

    /// <summary>A value as text. Metadata holds an enumeration's value as its number.</summary>
    private static string Text(CustomAttributeTypedArgument argument)
        => argument.ArgumentType.IsEnum
            && argument.ArgumentType.GetFields().FirstOrDefault(field => field.IsLiteral && Equals(field.GetRawConstantValue(), argument.Value)) is { } member
            ? member.Name
            : Convert.ToString(argument.Value, CultureInfo.InvariantCulture) ?? "";
}
