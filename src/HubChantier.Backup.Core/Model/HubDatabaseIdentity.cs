using System.Text.Json.Serialization;

namespace HubChantier.Backup;

/// <summary>
/// What belongs to a database itself, which a dump without --create does not have. Its encoding and locale, without which it could not be
/// created, are in <see cref="HubServer"/>.
/// </summary>
public sealed record HubDatabaseIdentity
{
    /// <summary>Role that owns the database.</summary>
    public required string Owner { get; init; }

    /// <summary><c>datacl</c> as PostgreSQL writes it; null where the database has the default grants.</summary>
    public string? Acl { get; init; }

    /// <summary>What <see cref="Acl"/> says, one privilege of one role after the other; empty where it is null.</summary>
    public IReadOnlyList<HubDatabaseGrant> Grants { get; init; } = [];

    /// <summary>The settings for sessions in the database, those for all roles first.</summary>
    public IReadOnlyList<HubDatabaseSetting> Settings { get; init; } = [];

    /// <summary>The database's comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Most sessions that it takes at once; -1 for no limit.</summary>
    public required int ConnectionLimit { get; init; }

    /// <summary>Its tablespace, <c>pg_default</c> as a rule.</summary>
    public required string Tablespace { get; init; }

    /// <summary>Version of the collation that its indexes were built with; null on PostgreSQL 14 and older, and where the provider has none.</summary>
    public string? CollationVersion { get; init; }

    /// <summary>Additional ICU collation rules; null on PostgreSQL 15 and older, and where there are none.</summary>
    public string? IcuRules { get; init; }

    /// <summary>Every role that is named here, once.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Roles => [.. Grants
        .SelectMany(grant => (string?[])[grant.Grantee, grant.Grantor])
        .Concat(Settings.Select(setting => setting.Role))
        .Prepend(Owner)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string ToString() => Owner;
}
