namespace HubChantier.Backup.Compose;

/// <summary>What psql said to one statement.</summary>
internal sealed class PsqlAnswer
{
    /// <summary>PostgreSQL's code; 00000 where all went well.</summary>
    public required string SqlState { get; init; }

    /// <summary>The server's words to the last error.</summary>
    public required string Message { get; init; }

    /// <summary>The rows, or null if the statement has no result.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>>? Rows { get; init; }

    /// <summary>Whether the statement was carried out.</summary>
    public bool IsGood => SqlState == "00000";
}
