namespace HubChantier.Backup.Encryption;

/// <summary>A file's key, wrapped for one recipient.</summary>
/// <param name="Arguments">The type of the stanza, and what that type says besides.</param>
/// <param name="Body">The wrapped key.</param>
internal sealed record AgeStanza(IReadOnlyList<string> Arguments, byte[] Body)
{
    /// <summary>Who can unwrap it: one of ours, or somebody of whom we know nothing.</summary>
    public string Type => Arguments[0];
}
