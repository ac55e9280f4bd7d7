namespace HubChantier.Backup.Ports;

/// <summary>What is to be told: texts in the user's language, as they are; who sends them escapes them as its format needs.</summary>
public sealed record Notice
{
    /// <summary>What kind of news it is.</summary>
    public required HubNotificationStatus Status { get; init; }

    /// <summary>The news in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What there is to say besides; may have several lines, or be empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>What to do about it; null where there is nothing to do.</summary>
    public string? Advice { get; init; }

    /// <summary>Values with their names, in the order in which they are shown.</summary>
    public IReadOnlyList<NoticeFact> Facts { get; init; } = [];

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>The host that tells it.</summary>
    public required string Host { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The error's id, the same in every language; null where there is none.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Name of the backup; null where there is none.</summary>
    public string? BackupName { get; init; }

    /// <summary>Length of that backup's data file, in bytes.</summary>
    public long? Bytes { get; init; }
}
