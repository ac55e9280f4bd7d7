namespace HubChantier.Backup.HelpBuilder.Cmdlets;

/// <summary>What the assembly says of a cmdlet.</summary>
/// <param name="Name">Verb-Noun.</param>
/// <param name="DefaultParameterSet">Name of the default parameter set, or null.</param>
/// <param name="SupportsShouldProcess">Whether it has -WhatIf and -Confirm.</param>
/// <param name="Parameters">The cmdlet's own parameters first, then its base classes', nearest first; never -WhatIf and -Confirm.</param>
/// <param name="OutputTypes">Full names of the types in its [OutputType].</param>
internal sealed record CmdletDescription(
    string Name,
    string? DefaultParameterSet,
    bool SupportsShouldProcess,
    IReadOnlyList<ParameterDescription> Parameters,
    IReadOnlyList<string> OutputTypes)
{
    /// <summary>The verb.</summary>
    public string Verb => Name[..Name.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>The noun.</summary>
    public string Noun => Name[(Name.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>Full names of the types that the pipeline may bring, by value.</summary>
    public IReadOnlyList<string> InputTypes
        => [.. Parameters.Where(parameter => parameter.Uses.Any(use => use.FromPipeline)).Select(parameter => parameter.Type.ElementName).Distinct(StringComparer.Ordinal)];

    /// <summary>Full names of the types that bind from the pipeline in any way, by value or by a property.</summary>
    public IReadOnlyList<string> PipelineTypes
        => [.. Parameters
            .Where(parameter => parameter.Uses.Any(use => use.FromPipeline || use.FromPipelineProperty))
            .Select(parameter => parameter.Type.ElementName)
            .Distinct(StringComparer.Ordinal)];

    /// <summary>The parameters with -WhatIf and -Confirm, where the cmdlet has them.</summary>
    public IReadOnlyList<ParameterDescription> AllParameters
        => SupportsShouldProcess ? [.. Parameters, .. ParameterDescription.ShouldProcess] : Parameters;

    /// <summary>The parameter sets, the default one first; one without a name where there are none.</summary>
    public IReadOnlyList<string> ParameterSets
    {
        get
        {
            string[] named = [.. Parameters.SelectMany(parameter => parameter.Uses).Select(use => use.ParameterSet).OfType<string>().Distinct(StringComparer.Ordinal)];
            return named.Length == 0 ? [""] : [.. named.OrderBy(name => name == DefaultParameterSet ? 0 : 1)];
        }
    }
}
