using System.Reflection;
using System.Runtime.InteropServices;

namespace HubChantier.Backup.HelpBuilder.Cmdlets;

/// <summary>Reads the cmdlets of an assembly from its metadata. None of its code runs, and the file is free again afterwards.</summary>
internal static class CmdletReader
{
    /// <summary>Reads all public cmdlets, sorted by name.</summary>
    /// <param name="assemblyPath">The cmdlets' assembly; what it needs is looked for beside it.</param>
    /// <param name="references">What it needs and is not beside it: System.Management.Automation.dll.</param>
    public static IReadOnlyList<CmdletDescription> Read(string assemblyPath, IEnumerable<string> references)
    {
        PathAssemblyResolver resolver = new(
        [
            .. references,
            .. Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(assemblyPath))!, "*.dll"),
            .. Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"),
        ]);
        using MetadataLoadContext context = new(resolver, typeof(object).Assembly.GetName().Name);
        return
        [
            .. context.LoadFromAssemblyPath(Path.GetFullPath(assemblyPath))
                .GetExportedTypes()
                .Select(Describe)
                .OfType<CmdletDescription>()
                .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
    }

    private static CmdletDescription? Describe(Type type)
    {
        IList<CustomAttributeData> attributes = type.GetCustomAttributesData();
        CustomAttributeData? cmdlet = attributes.Called("CmdletAttribute").FirstOrDefault();
        if (cmdlet is null)
        {
            return null;
        }

        return new CmdletDescription(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            cmdlet.Named("DefaultParameterSetName") as string,
            cmdlet.Named("SupportsShouldProcess") is true,
            [.. Properties(type).Select(ParameterReader.Read).OfType<ParameterDescription>()],
            [.. attributes.Called("OutputTypeAttribute").SelectMany(OutputTypes).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The properties that a person looks for first come first: the cmdlet's own, then those of its base classes.</summary>
    private static IEnumerable<PropertyInfo> Properties(Type type)
    {
        for (Type? owner = type; owner is not null; owner = owner.BaseType)
        {
            foreach (PropertyInfo property in owner.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                yield return property;
            }
        }
    }

    private static IEnumerable<string> OutputTypes(CustomAttributeData attribute)
        => attribute.ConstructorArguments
            .SelectMany(argument => argument.Value is IEnumerable<CustomAttributeTypedArgument> list ? list : [argument])
            .Select(argument => argument.Value switch { Type type => type.FullName, string name => name, _ => null })
            .OfType<string>();
}
