using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Hosting;
using HubChantier.Backup.Scheduling;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>What the cmdlets of schedules share.</summary>
internal static class ScheduleCommands
{
    /// <summary>When a backup runs unless somebody says otherwise: every night at three.</summary>
    public const string DefaultCronExpression = "0 3 * * *";

    /// <summary>When a schedule runs; here, because a cmdlet's parameter has the type's name.</summary>
    public static CronExpression When(string cronExpression) => CronExpression.Parse(cronExpression);

    /// <summary>A path of the command line, made absolute; called on the pipeline thread.</summary>
    public static string? FullPath(PSCmdlet command, string? path) => path is null ? null : command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>A place: that of the machine, of the user, or a folder that is named.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>: users have no folder of cron files.</exception>
    public static SchedulePlace Place(HubScheduleKind kind, bool isUserLevel, string? folder) => folder is null
        ? SchedulePlace.Of(kind, isUserLevel)
        : new SchedulePlace(kind, folder, isUserLevel, IsLive: false);

    /// <summary>The places in which schedules of ours may lie.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>: users have no folder of cron files.</exception>
    public static SchedulePlace[] Places(HubScheduleKind? kind, bool isUserLevel, string? folder)
    {
        HubScheduleKind[] kinds = kind is { } one ? [one] : isUserLevel && folder is null ? [HubScheduleKind.Systemd] : Enum.GetValues<HubScheduleKind>();
        return [.. kinds.Select(each => Place(each, isUserLevel, folder))];
    }

    /// <summary>The schedules of a place.</summary>
    public static ScheduleFolder Folder(SchedulePlace place)
        => new(place, (when, zone) => ProvidersHost.Providers.CreateRunCalendar(when.ToString(), ScheduleZone.Find(zone)));

    /// <summary>Absolute path of the script that runs: the one that is named, else the module's own; called on the pipeline thread.</summary>
    public static string Script(PSCmdlet command, string? path)
        => FullPath(command, path) ?? Path.Combine(command.MyInvocation.MyCommand.Module.ModuleBase, "examples", "nightly-backup.ps1");

    /// <summary>The script, if it is there.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>: it is not.</exception>
    public static string Existing(string script) => File.Exists(script)
        ? script
        : throw new BackupException(BackupFailure.ScheduleInvalid, string.Format(CultureInfo.CurrentCulture, Strings.ScheduleScriptMissing, script), subject: script);
}
