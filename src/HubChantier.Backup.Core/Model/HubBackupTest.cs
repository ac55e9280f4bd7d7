namespace HubChantier.Backup;

/// <summary>What <c>Test-HubBackup</c> found in a backup.</summary>
public sealed class HubBackupTest
{
    /// <summary>The backup that was read, with this proof among its verifications.</summary>
    public required HubBackup Backup { get; init; }

    /// <summary>What was done.</summary>
    public required HubVerificationKind Kind { get; init; }

    /// <summary>Whether everything was as it should be.</summary>
    public required bool Passed { get; init; }

    /// <summary>What was wrong, a sentence each; empty where nothing was.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What was not looked at, and why; null where everything was.</summary>
    public string? NotChecked { get; init; }

    /// <summary>Rows found in the file; null where reading broke off.</summary>
    public long? Rows { get; init; }

    /// <summary>Bytes of SQL found in the file; null where reading broke off.</summary>
    public long? UncompressedLength { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Name of the data file.</summary>
    public string Name => Backup.Name;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {(Passed ? "passed" : "failed")}";

    /// <summary>The same result, of the backup as it is now.</summary>
    internal HubBackupTest Of(HubBackup backup) => new()
    {
        Backup = backup,
        Kind = Kind,
        Passed = Passed,
        Problems = Problems,
        NotChecked = NotChecked,
        Rows = Rows,
        UncompressedLength = UncompressedLength,
        Duration = Duration,
    };
}
