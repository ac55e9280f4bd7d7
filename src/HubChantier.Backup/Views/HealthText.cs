using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Commands.Views;

/// <summary>A database's health as a person reads it at a glance: the verdict, a line with a mark for each thing that was looked at, then what to do.</summary>
public static class HealthText
{
    /// <summary>As wide as the longest mark.</summary>
    private const int MarkWidth = 8;

    private const int LabelWidth = 13;
    private const int Width = 79;
    private const string Indent = "  ";

    private static readonly HubHealthProblem[] s_backup = [HubHealthProblem.BackupMissing, HubHealthProblem.BackupTooOld, HubHealthProblem.BackupBad];
    private static readonly HubHealthProblem[] s_copy = [HubHealthProblem.CopyMissing, HubHealthProblem.CopyTooOld, HubHealthProblem.BucketUnreadable];
    private static readonly HubHealthProblem[] s_runs = [HubHealthProblem.BackupFailed, HubHealthProblem.RunFailed, HubHealthProblem.JournalUnreadable];
    private static readonly HubHealthProblem[] s_drill = [HubHealthProblem.DrillTooOld];
    private static readonly HubHealthProblem[] s_disk = [HubHealthProblem.DiskFull, HubHealthProblem.DiskLow, HubHealthProblem.DiskFilling];
    private static readonly HubHealthProblem[] s_removal = [HubHealthProblem.RemovalFrozen, HubHealthProblem.ManifestUnreadable];
    private static readonly HubHealthProblem[] s_restore = [HubHealthProblem.RestoreUnfinished];

    /// <summary>The whole.</summary>
    public static string Of(HubHealth health)
    {
        StringBuilder text = new();
        text.AppendLine(Format("{0} ({1}): {2}", health.Database, health.Source, Mark(health.Status)));
        text.AppendLine();
        AppendLine(text, health, s_backup, Strings.HealthLastBackup, LastBackup(health));
        foreach (HubHealthCopy copy in health.Copies)
        {
            AppendLine(text, health, copy.IsConfigured ? s_copy : [], Strings.HealthOffSite, OffSite(copy));
        }

        AppendLine(text, health, s_runs, Strings.HealthFailedRuns, health.Failures.Count == 0 ? Strings.HealthNone : Display.Count(health.Failures.Count));
        AppendLine(text, health, s_drill, Strings.HealthLastDrill, health.LastDrillAge is { } age ? Format(Strings.HealthAgo, Display.Age(age)) : Strings.HealthNever);
        AppendLine(text, health, s_disk, Strings.HealthDisk, Disk(health), isKnown: health.FreeBytes is not null);
        AppendLine(text, health, s_removal, Strings.HealthRetention, health.FrozenReasons.Count == 0 ? Strings.HealthWorks : Strings.HealthFrozen);
        AppendLine(text, health, s_restore, Strings.HealthRestores, Restores(health), isKnown: health.UnfinishedRestores is not null);
        foreach (HubHealthReason reason in health.Reasons)
        {
            text.AppendLine();
            Append(text, reason);
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>One thing that is wrong, and what to do about it.</summary>
    public static string Of(HubHealthReason reason)
    {
        StringBuilder text = new();
        Append(text, reason);
        return text.ToString();
    }

    private static void Append(StringBuilder text, HubHealthReason reason)
    {
        AppendWords(text, "", Format("{0} {1}: {2}", Mark(reason.Severity), reason.Id, reason.Message), Indent);
        AppendWords(text, Indent, reason.Recommendation, Indent);
    }

    private static void AppendLine(StringBuilder text, HubHealth health, HubHealthProblem[] problems, string label, string value, bool isKnown = true)
    {
        HubHealthStatus worst = health.Reasons.Where(reason => problems.Contains(reason.Id)).Select(reason => reason.Severity).DefaultIfEmpty(HubHealthStatus.Healthy).Max();
        string mark = worst == HubHealthStatus.Healthy && !isKnown ? "?" : Mark(worst);
        string head = Indent + mark.PadRight(MarkWidth) + Indent + label.PadRight(LabelWidth) + Indent;
        AppendWords(text, head, value, new string(' ', head.Length));
    }

    /// <summary>A view's text is broken in the middle of words where it is wider than the terminal: most are not narrower than this.</summary>
    private static void AppendWords(StringBuilder text, string head, string sentence, string indent)
    {
        StringBuilder line = new(head);
        bool begins = true;
        foreach (string word in sentence.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!begins && line.Length + 1 + word.Length > Width)
            {
                text.AppendLine(line.ToString());
                line.Clear().Append(indent);
                begins = true;
            }

            line.Append(begins ? "" : " ").Append(word);
            begins = false;
        }

        text.AppendLine(line.ToString());
    }

    private static string LastBackup(HubHealth health) => health.LastBackup is { } backup
        ? Format("{0}, {1}, {2}", Format(Strings.HealthAgo, Display.Age(health.LastBackupAge.GetValueOrDefault())), ByteSize.Text(backup.Length), backup.Name)
        : Strings.HealthNoBackup;

    private static string OffSite(HubHealthCopy copy) => copy.Age is { } age
        ? Format("{0}, {1}, s3://{2}", Format(Strings.HealthAgo, Display.Age(age)), copy.State, copy.Bucket)
        : Format("{0}, s3://{1}", Strings.HealthNoCopy, copy.Bucket);

    private static string Disk(HubHealth health)
    {
        if (health is not { FreeBytes: { } free, TotalBytes: { } total })
        {
            return Strings.HealthUnknown;
        }

        string room = Format(Strings.HealthFree, ByteSize.Text(free), ByteSize.Text(total), health.FreePercent.GetValueOrDefault());
        return health.DaysUntilFull is { } days ? room + Format(Strings.HealthFullIn, Display.Count(days)) : room;
    }

    private static string Restores(HubHealth health)
    {
        if (health is not { UnfinishedRestores: { } unfinished, KeptDatabases: { } kept })
        {
            return health.ServerProblem ?? Strings.HealthNotAsked;
        }

        string halfDone = unfinished.Count == 0 ? Strings.HealthNothingUnfinished : string.Join(", ", unfinished);
        return kept.Count == 0 ? halfDone : halfDone + Format(Strings.HealthKept, string.Join(", ", kept));
    }

    private static string Mark(HubHealthStatus status) => status switch
    {
        HubHealthStatus.Critical => "CRITICAL",
        HubHealthStatus.Warning => "WARNING",
        _ => "OK",
    };

    private static string Format(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
