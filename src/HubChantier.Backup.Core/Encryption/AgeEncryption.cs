using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Encryption;

/// <summary>Encrypts files for those who hold the private keys of some recipients, and for nobody else: not even the host that writes them can read them.</summary>
public sealed class AgeEncryption
{
    private readonly IReadOnlyList<AgeRecipient> _recipients;
    private readonly IX25519 _x25519;

    /// <summary>Makes it.</summary>
    /// <param name="recipients">At least one.</param>
    /// <param name="x25519">The key agreement.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: this system has no such cipher.</exception>
    public AgeEncryption(IReadOnlyList<AgeRecipient> recipients, IX25519 x25519)
    {
        ArgumentOutOfRangeException.ThrowIfZero(recipients.Count);
        AgeFormat.RequireSupport();
        _recipients = recipients;
        _x25519 = x25519;
    }

    /// <summary>As the manifest has it.</summary>
    public HubEncryption Description => new() { Format = "age", Recipients = [.. _recipients.Select(static recipient => recipient.ToString())] };

    /// <summary>Begins a file, with a key of its own.</summary>
    /// <param name="write">Takes the file's bytes, in order.</param>
    internal AgeWriter Begin(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write) => new(write, _recipients, _x25519);
}
