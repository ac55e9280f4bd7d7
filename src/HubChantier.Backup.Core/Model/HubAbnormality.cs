using System.Text.Json.Serialization;

namespace HubChantier.Backup;

/// <summary>What makes a backup unlike those before it: a table is gone, or rows or size fell by more than half.</summary>
public sealed class HubAbnormality
{
    /// <summary>The differences, as one sentence in the language of the run that found them.</summary>
    public required string Reason { get; init; }

    /// <summary>When the backup was found abnormal: when it was finished, UTC.</summary>
    public required DateTimeOffset Detected { get; init; }

    /// <summary>Whether a person said that this is how the database should be now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Accepted { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Reason;
}
