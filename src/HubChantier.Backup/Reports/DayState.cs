namespace HubChantier.Backup.Commands.Reports;

/// <summary>What one day of the calendar shows.</summary>
internal enum DayState
{
    /// <summary>Nothing is known of it.</summary>
    Empty,

    /// <summary>A good backup, with a copy elsewhere.</summary>
    Good,

    /// <summary>A good backup on this host alone.</summary>
    Lone,

    /// <summary>A backup that is damaged, unlike the others, or failed its test.</summary>
    Odd,

    /// <summary>Backups failed, and none succeeded.</summary>
    Failed,
}
