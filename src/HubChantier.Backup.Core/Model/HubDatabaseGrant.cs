namespace HubChantier.Backup;

/// <summary>One privilege on a database that a role has: a line of what <c>aclexplode(datacl)</c> gives.</summary>
public sealed class HubDatabaseGrant
{
    /// <summary>Role that may do it; null for PUBLIC, which is everybody.</summary>
    public string? Grantee { get; init; }

    /// <summary>Role that granted it.</summary>
    public required string Grantor { get; init; }

    /// <summary><c>CONNECT</c>, <c>CREATE</c> or <c>TEMPORARY</c>.</summary>
    public required string Privilege { get; init; }

    /// <summary>Whether it was granted WITH GRANT OPTION.</summary>
    public required bool IsGrantable { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Privilege} → {Grantee ?? "PUBLIC"}";
}
