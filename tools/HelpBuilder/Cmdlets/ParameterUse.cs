using System.Globalization;

namespace HubChantier.Backup.HelpBuilder.Cmdlets;

/// <summary>How a parameter takes part in a parameter set.</summary>
internal sealed record ParameterUse
{
    /// <summary>Name of the set, or null for all sets.</summary>
    public string? ParameterSet { get; init; }

    /// <summary>Whether it must be given.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Its position, or null if it goes by name only.</summary>
    public int? Position { get; init; }

    /// <summary>Whether whole objects from the pipeline bind to it.</summary>
    public bool FromPipeline { get; init; }

    /// <summary>Whether properties of the objects from the pipeline bind to it.</summary>
    public bool FromPipelineProperty { get; init; }

    /// <summary>The position as help shows it.</summary>
    public string PositionText => Position?.ToString(CultureInfo.InvariantCulture) ?? "named";

    /// <summary>The pipeline input as help shows it.</summary>
    public string PipelineText => (FromPipeline, FromPipelineProperty) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    /// <summary>What help says of a parameter as a whole: required only where every set requires it, the rest as any set has it.</summary>
    public static ParameterUse Summary(IReadOnlyList<ParameterUse> uses) => new()
    {
        IsMandatory = uses.All(use => use.IsMandatory),
        Position = uses.Min(use => use.Position),
        FromPipeline = uses.Any(use => use.FromPipeline),
        FromPipelineProperty = uses.Any(use => use.FromPipelineProperty),
    };
}
