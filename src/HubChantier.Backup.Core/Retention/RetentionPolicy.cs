using System.Globalization;

namespace HubChantier.Backup.Retention;

/// <summary>How many backups are kept, and how long. A rule that is 0 keeps nothing; a backup stays when any rule keeps it.</summary>
public sealed class RetentionPolicy
{
    /// <summary>More days than a <see cref="TimeSpan"/> can hold are all days.</summary>
    private static readonly int s_mostDays = (int)TimeSpan.MaxValue.TotalDays;

    /// <summary>Days of 24 hours, counted back from the newest good backup, within which all backups stay; 0 for no such window.</summary>
    public int RetentionDays { get; init; } = 7;

    /// <summary>How many of the newest good backups stay, whatever their age.</summary>
    public int MinimumKeep { get; init; } = 3;

    /// <summary>Of how many local days that have a good backup the newest stays.</summary>
    public int KeepDaily { get; init; }

    /// <summary>Of how many ISO 8601 weeks that have a good backup the newest stays.</summary>
    public int KeepWeekly { get; init; }

    /// <summary>Of how many months that have a good backup the newest stays.</summary>
    public int KeepMonthly { get; init; }

    /// <summary>Of how many years that have a good backup the newest stays.</summary>
    public int KeepYearly { get; init; }

    /// <summary>As <see cref="RetentionDays"/>, for safety backups.</summary>
    public int SafetyRetentionDays { get; init; } = 30;

    /// <summary>As <see cref="MinimumKeep"/>, for safety backups.</summary>
    public int SafetyMinimumKeep { get; init; } = 1;

    /// <summary>Whether backups of another server than the newest one's age like all others (after a move or an upgrade).</summary>
    public bool IncludeForeign { get; init; }

    /// <summary>Whether the policy by its own words would remove every backup that is not a safety backup.</summary>
    public bool KeepsNothing
        => RetentionDays == 0 && MinimumKeep == 0 && KeepDaily == 0 && KeepWeekly == 0 && KeepMonthly == 0 && KeepYearly == 0;

    /// <summary>Refuses a policy with a negative number.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>, with the property's name as subject.</exception>
    public void Validate()
    {
        Check(nameof(RetentionDays), RetentionDays);
        Check(nameof(MinimumKeep), MinimumKeep);
        Check(nameof(KeepDaily), KeepDaily);
        Check(nameof(KeepWeekly), KeepWeekly);
        Check(nameof(KeepMonthly), KeepMonthly);
        Check(nameof(KeepYearly), KeepYearly);
        Check(nameof(SafetyRetentionDays), SafetyRetentionDays);
        Check(nameof(SafetyMinimumKeep), SafetyMinimumKeep);
    }

    /// <summary>The days of the window that a backup falls under.</summary>
    internal int DaysFor(HubBackup backup) => backup.Kind == HubBackupKind.Safety ? SafetyRetentionDays : RetentionDays;

    /// <summary>Whether a backup lies within its days, counted back from a time.</summary>
    internal bool IsInDays(HubBackup backup, DateTimeOffset from)
    {
        int days = DaysFor(backup);
        return days > 0 && from - backup.Started <= TimeSpan.FromDays(Math.Min(days, s_mostDays));
    }

    private static void Check(string name, int value)
    {
        if (value < 0)
        {
            throw new BackupException(
                BackupFailure.SettingInvalid,
                string.Format(CultureInfo.CurrentCulture, Strings.SettingInvalid, name, value, $"0-{int.MaxValue}"),
                subject: name);
        }
    }
}
