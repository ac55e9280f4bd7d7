namespace HubChantier.Backup.Retention;

/// <summary>The backups of one database and source, newest first, and which of them are good.</summary>
internal sealed class RetentionHistory
{
    /// <summary>By how much two clocks may differ; also the hour that a legacy name, in local time, is off when clocks are set back.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _now;
    private readonly RetentionPolicy _policy;
    private readonly HubBackup? _reference;

    internal RetentionHistory(IReadOnlyList<HubBackup> backups, RetentionPolicy policy, string database, string source, DateTimeOffset now)
    {
        _now = now;
        _policy = policy;
        Ours = [.. backups
            .Where(backup => backup.IsOf(database, source))
            .OrderByDescending(backup => backup.Started)
            .ThenByDescending(backup => backup.Name, StringComparer.Ordinal)];
        SeveralDatabases = backups.Any(backup => backup.Database.Length > 0 && backup.Database != database);
        HubBackup[] good = [.. Ours.Where(backup => backup.IsNormal && IsTrusted(backup))];
        Anchor = good.FirstOrDefault();
        _reference = Anchor ?? Ours.FirstOrDefault(backup => backup.State == HubBackupState.Complete && !IsInFuture(backup));
        Good = [.. good.Where(backup => !IsForeign(backup))];
        GoodSafety = [.. Ours.Where(backup => backup.State == HubBackupState.Complete && backup.Kind == HubBackupKind.Safety
            && IsTrusted(backup) && !IsForeign(backup))];
    }

    /// <summary>All of them.</summary>
    internal IReadOnlyList<HubBackup> Ours { get; }

    /// <summary>Those that count: normal, not dated in the future, not failed in their last test, of the anchor's server.</summary>
    internal IReadOnlyList<HubBackup> Good { get; }

    /// <summary>The safety backups that count.</summary>
    internal IReadOnlyList<HubBackup> GoodSafety { get; }

    /// <summary>The newest good backup, from which ages are counted; null where there is none.</summary>
    internal HubBackup? Anchor { get; }

    /// <summary>Whether there are backups of another database here too.</summary>
    internal bool SeveralDatabases { get; }

    /// <summary>
    /// Where the windows begin. Without a good backup nothing but safety backups can age (a folder may hold only those,
    /// while the others lie elsewhere), and they do so from now.
    /// </summary>
    internal DateTimeOffset WindowStart => Anchor?.Started ?? _now;

    internal bool IsInFuture(HubBackup backup) => backup.Started - _now > s_tolerance;

    /// <summary>
    /// Whether a backup whose manifest cannot be read may be one that matters: it would lie within the days to keep, or there are not
    /// enough good ones that are newer. So one byte gone bad does not stop rotation for ever. A safety backup never counts among the others.
    /// </summary>
    internal bool MayBeNeeded(HubBackup unreadable, int enoughGood) => unreadable.Kind != HubBackupKind.Safety
        && (_policy.IsInDays(unreadable, WindowStart) || Good.Count(backup => backup.Started > unreadable.Started) < enoughGood);

    /// <summary>
    /// Whether a manifest names another server than the newest one's; one that names none, while the newest does, cannot be
    /// told from another's. A legacy file never says.
    /// </summary>
    internal bool IsForeign(HubBackup backup) => !_policy.IncludeForeign && _reference is not null && backup.Schema != 0
        && backup.Server?.SystemIdentifier != _reference.Server?.SystemIdentifier;

    /// <summary>
    /// Those that no policy removes: the newest normal one, and, should that have failed a test or not be there, the newest that
    /// others are measured against.
    /// </summary>
    internal IEnumerable<HubBackup> NewestGood() => NotNull(Ours.FirstOrDefault(backup => backup.IsNormal), _reference);

    /// <summary>
    /// Those that no policy removes: the newest that passed a drill, and the newest normal and the newest good ones that did,
    /// for a drilled safety backup must not take the place of a drilled normal one.
    /// </summary>
    internal IEnumerable<HubBackup> NewestDrilled() => NotNull(
        Ours.FirstOrDefault(backup => backup.State == HubBackupState.Complete && PassedDrill(backup)),
        Ours.FirstOrDefault(backup => backup.IsNormal && PassedDrill(backup)),
        Good.FirstOrDefault(PassedDrill));

    private static IEnumerable<HubBackup> NotNull(params HubBackup?[] backups) => backups.OfType<HubBackup>();

    private static bool PassedDrill(HubBackup backup)
        => backup.Verifications.Any(verification => verification.Kind == HubVerificationKind.Drill && verification.Passed);

    /// <summary>Neither dated in the future nor failed in its last test: a file that was read and found bad is no good backup, whatever its length.</summary>
    private bool IsTrusted(HubBackup backup)
        => !IsInFuture(backup) && backup.Verifications.OrderBy(verification => verification.Finished).LastOrDefault() is null or { Passed: true };
}
