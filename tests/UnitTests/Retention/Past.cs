using HubChantier.Backup.Retention;

namespace HubChantier.Backup.UnitTests.Retention;

/// <summary>Makes backups of a history that never happened.</summary>
internal static class Past
{
    internal const string Database = "hub_chantier";
    internal const string Source = "default";

    internal static readonly DateTimeOffset Now = new(2026, 3, 10, 3, 0, 0, TimeSpan.Zero);

    /// <summary>A backup that many days before <see cref="Now"/>.</summary>
    internal static HubBackup Made(
        double daysAgo,
        HubBackupKind kind = HubBackupKind.Scheduled,
        HubBackupState state = HubBackupState.Complete,
        string database = Database,
        string source = Source,
        string? server = "1",
        bool pinned = false,
        DateTimeOffset? keepUntil = null,
        bool? accepted = null,
        bool? drill = null,
        bool? read = null,
        long length = 1000,
        IReadOnlyList<HubCopy>? copies = null,
        params HubTable[] tables)
    {
        DateTimeOffset started = Now.AddDays(-daysAgo);
        return new HubBackup
        {
            Schema = state == HubBackupState.Legacy ? 0 : 1,
            Id = Guid.NewGuid(),
            Name = $"{database}_backup_{started:yyyyMMdd_HHmmss}.sql.gz",
            Kind = kind,
            Database = database,
            Source = source,
            Server = state == HubBackupState.Legacy ? null : new HubServer
            {
                Host = "db", Port = 5432, Version = "16.10", VersionNumber = 160010, SystemIdentifier = server,
                Encoding = "UTF8", Collate = "C", Ctype = "C", LocaleProvider = "libc", Owner = "o",
            },
            Started = started,
            Finished = started.AddMinutes(5),
            Length = length,
            Tables = tables,
            Copies = copies ?? [],
            Pinned = pinned,
            KeepUntil = keepUntil,
            Abnormal = accepted is null ? null : new HubAbnormality { Reason = "table public.chantiers is gone", Detected = started, Accepted = accepted.Value },
            Verifications =
            [
                .. drill is null ? Array.Empty<HubVerification>() : [new HubVerification { Finished = started.AddHours(1), Kind = HubVerificationKind.Drill, Passed = drill.Value }],
                .. read is null ? Array.Empty<HubVerification>() : [new HubVerification { Finished = started.AddHours(2), Kind = HubVerificationKind.Read, Passed = read.Value }],
            ],
        }.At($"/backups/{database}_{started:yyyyMMdd_HHmmss}.sql.gz", state);
    }

    /// <summary>One good backup for each of the days.</summary>
    internal static HubBackup[] Nightly(params double[] daysAgo) => [.. daysAgo.Select(days => Made(days))];

    internal static RetentionPlan Plan(IReadOnlyList<HubBackup> backups, RetentionPolicy? policy = null, DateTimeOffset? now = null, TimeZoneInfo? zone = null, params HubBackup[] unreadable)
        => RetentionPlanner.Plan(backups, unreadable, policy ?? new RetentionPolicy(), Database, Source, now ?? Now, zone ?? TimeZoneInfo.Utc);

    /// <summary>The ages in days, at <see cref="Now"/>, of what a plan removes, oldest first.</summary>
    internal static double[] RemovedAges(RetentionPlan plan) => [.. plan.Removals.Select(backup => Math.Round((Now - backup.Started).TotalDays, 3))];

    internal static HubRetentionReason ReasonFor(RetentionPlan plan, HubBackup backup)
        => plan.Decisions.Single(decision => ReferenceEquals(decision.Backup, backup)).Reason;
}
