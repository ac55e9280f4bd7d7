using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>What a test of the set-up looks at, and what it may try.</summary>
public sealed class SetupRequest
{
    /// <summary>The settings, with what is wrong among them.</summary>
    public required SettingSurvey Survey { get; init; }

    /// <summary>Whether it may make a database on the server, which it drops again.</summary>
    public required bool MayMakeDatabase { get; init; }

    /// <summary>Whether it may write a file into the folder of the backups, which it removes again.</summary>
    public required bool MayWriteFolder { get; init; }

    /// <summary>Whether it may write an object into the bucket, if there is one, which it removes again.</summary>
    public required bool MayWriteObject { get; init; }

    /// <summary>The schedules of this machine, with their next runs after a time.</summary>
    public required Func<DateTimeOffset, IReadOnlyList<HubSchedule>> Schedules { get; init; }

    /// <summary>What to do about a failure for which a check has no advice of its own.</summary>
    public required Func<BackupFailure, string> Advice { get; init; }
}
