using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubChantier.Backup.Postgres;

/// <summary>
/// What a run writes as the comment of a database that it made or moved aside. A database is ours by this mark and by the OID in it, never by its
/// name: a comment that was copied to another database, by a dump with --create for one, names another OID.
/// </summary>
internal sealed record DatabaseMark
{
    /// <summary>What the comment begins with; JSON follows.</summary>
    public const string Head = "HubChantier.Backup ";

    /// <summary>What the database is there for.</summary>
    public required DatabaseRole Role { get; init; }

    /// <summary>The database's own OID.</summary>
    public required uint Oid { get; init; }

    /// <summary>The run that wrote the mark.</summary>
    public required Guid Run { get; init; }

    /// <summary>Name of the database that the restore was for.</summary>
    public required string Of { get; init; }

    /// <summary>When the mark was written, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the restore began, UTC; null for <see cref="DatabaseRole.Side"/>.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Name of the backup that was restored; null where none was yet.</summary>
    public string? Backup { get; init; }

    /// <summary>Name of the safety backup that was made before; null where none was.</summary>
    public string? Safety { get; init; }

    /// <summary>The server's count of rows written in it when the safety backup began; null where none was made.</summary>
    public long? Written { get; init; }

    /// <summary>The database's own comment, which it gets back with its name; null where it had none.</summary>
    public string? Comment { get; init; }

    /// <summary>The comment to write.</summary>
    public string ToComment() => Head + JsonSerializer.Serialize(this, DatabaseMarkJsonContext.Default.DatabaseMark);

    /// <summary>The mark in a comment; null for a comment that is none of ours, or not of this database.</summary>
    public static DatabaseMark? Parse(string? comment, uint oid)
    {
        if (comment?.StartsWith(Head, StringComparison.Ordinal) != true)
        {
            return null;
        }

        try
        {
            DatabaseMark? mark = JsonSerializer.Deserialize(comment.AsSpan(Head.Length), DatabaseMarkJsonContext.Default.DatabaseMark);
            return mark?.Oid == oid ? mark : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
