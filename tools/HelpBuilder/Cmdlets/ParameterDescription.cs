namespace HubChantier.Backup.HelpBuilder.Cmdlets;

/// <summary>What the assembly says of a parameter.</summary>
/// <param name="Name">Name, without the hyphen.</param>
/// <param name="Type">Its type.</param>
/// <param name="Uses">One a parameter set; a single one without a set if the parameter is in all.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Values">The words it takes, from an enumeration or [ValidateSet]; empty where any value goes.</param>
/// <param name="Range">Lowest and highest value of [ValidateRange], or null.</param>
/// <param name="DefaultValue">From [PSDefaultValue]; False for a switch; null where the metadata does not tell.</param>
/// <param name="AcceptsWildcards">Whether it has [SupportsWildcards].</param>
internal sealed record ParameterDescription(
    string Name,
    ParameterType Type,
    IReadOnlyList<ParameterUse> Uses,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Values,
    (string Lowest, string Highest)? Range,
    string? DefaultValue,
    bool AcceptsWildcards)
{
    /// <summary>-WhatIf and -Confirm, which the engine adds.</summary>
    public static IReadOnlyList<ParameterDescription> ShouldProcess { get; } = [Switch("WhatIf", "wi"), Switch("Confirm", "cf")];

    /// <summary>How the parameter takes part in a set; null if it does not.</summary>
    public ParameterUse? UseIn(string parameterSet) => Uses.FirstOrDefault(use => use.ParameterSet is null || use.ParameterSet == parameterSet);

    private static ParameterDescription Switch(string name, string alias)
        => new(name, ParameterType.Switch, [new ParameterUse()], [alias], [], Range: null, "False", AcceptsWildcards: false);
}
