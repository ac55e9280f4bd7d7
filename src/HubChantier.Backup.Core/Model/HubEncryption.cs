namespace HubChantier.Backup;

/// <summary>How a backup's files are encrypted, and for whom.</summary>
public sealed class HubEncryption
{
    /// <summary>The format: <c>age</c> (age-encryption.org/v1).</summary>
    public required string Format { get; init; }

    /// <summary>The public keys whose private keys open it, as age writes them: <c>age1…</c>; none for a file without a manifest, of which only its header knows.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Format;
}
