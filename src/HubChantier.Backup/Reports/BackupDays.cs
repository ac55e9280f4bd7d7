namespace HubChantier.Backup.Commands.Reports;

/// <summary>What each day brought, by the backups that are there and the journal's runs of those that are not any more.</summary>
internal sealed class BackupDays
{
    private readonly ILookup<DateOnly, HubBackup> _backups;
    private readonly ILookup<DateOnly, HubRun> _runs;
    private readonly HashSet<DateOnly> _drills;

    /// <summary>Sorts them by days.</summary>
    public BackupDays(ReportFacts facts)
    {
        _backups = facts.Backups.ToLookup(backup => facts.DayOf(backup.Started));
        _runs = facts.Runs.ToLookup(run => facts.DayOf(run.Started));
        IEnumerable<DateTimeOffset> proven = facts.Backups.SelectMany(backup => backup.Verifications)
            .Where(proof => proof is { Kind: HubVerificationKind.Drill, Passed: true }).Select(proof => proof.Finished);
        IEnumerable<DateTimeOffset> ran = facts.Runs
            .Where(run => run is { Operation: HubRunOperation.Drill, Result: HubRunResult.Succeeded }).Select(run => run.Finished);
        _drills = [.. proven.Concat(ran).Select(facts.DayOf)];
    }

    /// <summary>Whether a restore was rehearsed on a day.</summary>
    public bool IsDrilled(DateOnly day) => _drills.Contains(day);

    /// <summary>What a day shows.</summary>
    public DayState StateOf(DateOnly day)
    {
        HubBackup[] there = [.. _backups[day]];
        HubBackup[] good = [.. there.Where(IsGood)];
        bool wasMade = Ran(day, HubRunOperation.Backup, HubRunResult.Succeeded);
        bool isCopied = good.Any(backup => backup.Copies.Any(copy => copy.Exists)) || Ran(day, HubRunOperation.Upload, HubRunResult.Succeeded);
        return good.Length > 0 || (wasMade && there.Length == 0)
            ? isCopied ? DayState.Good : DayState.Lone
            : there.Length > 0 ? DayState.Odd
            : Ran(day, HubRunOperation.Backup, HubRunResult.Failed) ? DayState.Failed : DayState.Empty;
    }

    /// <summary>A day in words, for who cannot see the colour.</summary>
    public string Describe(DateOnly day)
    {
        string state = StateOf(day) switch
        {
            DayState.Good => Strings.ReportDayGood,
            DayState.Lone => Strings.ReportDayLone,
            DayState.Odd => Strings.ReportDayOdd,
            DayState.Failed => Strings.ReportDayFailed,
            _ => Strings.ReportDayEmpty,
        };
        string? error = StateOf(day) == DayState.Failed ? _runs[day].LastOrDefault(run => run.Operation == HubRunOperation.Backup)?.Message : null;
        return state + (IsDrilled(day) ? ", " + Strings.ReportDayDrilled : "") + (error is null ? "" : ". " + error);
    }

    private static bool IsGood(HubBackup backup) => backup.State == HubBackupState.Complete && backup.Abnormal is null or { Accepted: true }
        && backup.Verifications is not [.., { Passed: false }];

    private bool Ran(DateOnly day, HubRunOperation operation, HubRunResult result) => _runs[day].Any(run => run.Operation == operation && run.Result == result);
}
