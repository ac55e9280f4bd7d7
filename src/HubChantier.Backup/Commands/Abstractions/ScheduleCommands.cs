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

    /// <summary>A place: that of the machine, of the user, or a folder that is named.</summary>
    public static SchedulePlace Place(PSCmdlet command, HubScheduleKind kind, bool isUserLevel, string? directory) => directory is null
        ? SchedulePlace.Of(kind, isUserLevel)
        : new SchedulePlace(kind, command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(directory), isUserLevel, IsLive: false);

    /// <summary>The places in which schedules of ours may lie.</summary>
    public static IEnumerable<SchedulePlace> Places(PSCmdlet command, HubScheduleKind? kind, bool isUserLevel, string? directory)
        => (kind is { } one ? [one] : isUserLevel && directory is null ? [HubScheduleKind.Systemd] : Enum.GetValues<HubScheduleKind>())
            .Select(each => Place(command, each, isUserLevel, directory));

    /// <summary>The schedules of a place.</summary>
    public static ScheduleFolder Folder(SchedulePlace place)
        => new(place, (when, zone) => ProvidersHost.Providers.CreateRunCalendar(when.ToString(), ScheduleZone.Find(zone)));

    /// <summary>Absolute path of the script that runs: the one that is named, else the module's own.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>: it is not there.</exception>
    public static string Script(PSCmdlet command, string? path)
    {
        string script = path is null
            ? Path.Combine(command.MyInvocation.MyCommand.Module.ModuleBase, "examples", "nightly-backup.ps1")
            : command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        return File.Exists(script)
            ? script
            : throw new BackupException(BackupFailure.ScheduleInvalid, string.Format(CultureInfo.CurrentCulture, Strings.ScheduleScriptMissing, script), subject: script);
    }
}
