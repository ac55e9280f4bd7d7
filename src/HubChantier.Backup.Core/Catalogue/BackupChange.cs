using System.Text.Json.Nodes;

namespace HubChantier.Backup.Catalogue;

/// <summary>What a person may change in a backup's manifest; what is null stays as it is.</summary>
public sealed class BackupChange
{
    /// <summary>Whether retention must never remove it.</summary>
    public bool? Pinned { get; init; }

    /// <summary>Until when retention must not remove it.</summary>
    public DateTimeOffset? KeepUntil { get; init; }

    /// <summary>What there is to say about it.</summary>
    public string? Reason { get; init; }

    /// <summary>Says that an abnormal backup is how the database should be now.</summary>
    public bool AcceptAsNormal { get; init; }

    /// <summary>Makes the change in a manifest.</summary>
    internal void Apply(JsonObject manifest)
    {
        if (Pinned is { } pinned)
        {
            manifest["pinned"] = pinned;
        }

        if (KeepUntil is { } until)
        {
            manifest["keep_until"] = until.ToUniversalTime();
        }

        if (Reason is not null)
        {
            manifest["reason"] = Reason;
        }

        if (AcceptAsNormal && manifest["abnormal"] is JsonObject abnormal)
        {
            abnormal["accepted"] = true;
        }
    }
}
