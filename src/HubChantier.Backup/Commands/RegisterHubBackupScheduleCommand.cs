using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Scheduling;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Commands;

/// <summary>Has systemd or cron run backups: writes a timer with its service, or a cron file.</summary>
[Cmdlet(VerbsLifecycle.Register, "HubBackupSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(HubSchedule))]
public sealed class RegisterHubBackupScheduleCommand : TimedScriptCommand
{
    /// <summary>Its name; one of that name is replaced.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "hub-backup";

    /// <summary>Who keeps it; else systemd where it runs, else cron.</summary>
    [Parameter]
    public HubScheduleKind? Kind { get; set; }

    /// <summary>User that it runs as; else the one who registers it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>Most seconds by which systemd may put a run off, so that not all machines begin at once.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int RandomDelaySeconds { get; set; } = 300;

    /// <summary>Registers with the user's own systemd, which needs no root.</summary>
    [Parameter]
    public SwitchParameter UserLevel { get; set; }

    /// <summary>Folder into which the files are written, and nothing else is done; else that of systemd or cron.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    private CarriedSettings Carried => CarriedSettings.Of(Settings, HubSettingOrigin.Parameter, HubSettingOrigin.Environment);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string script = ScheduleCommands.Script(this, ScriptPath);
        string? directory = ScheduleCommands.FullPath(this, Directory);
        (SchedulePlace place, ScheduleDefinition definition) = Run((_, _) =>
        {
            SchedulePlace where = ScheduleCommands.Place(Kind ?? (UserLevel ? HubScheduleKind.Systemd : SchedulePlace.DefaultKind), UserLevel, directory);
            return Task.FromResult((where, Define(where, ScheduleCommands.Existing(script))));
        });
        ScheduleFolder folder = ScheduleCommands.Folder(place);
        HubSchedule schedule = Run((work, _) => Task.FromResult(folder.Compare(definition, work.Operation.Time.GetUtcNow())));
        string action = string.Format(CultureInfo.CurrentCulture, Strings.ScheduleRegister, schedule.Change, CronExpression);
        if (!ShouldProcess(string.Join(", ", schedule.Files), action))
        {
            return;
        }

        Warn(definition);
        // One that is the same may still not be enabled.
        if (schedule.Change != HubScheduleChange.Unchanged || place.IsLive)
        {
            Run<object?>(async (_, token) =>
            {
                await folder.WriteAsync(definition, token);
                return null;
            });
        }

        WriteObject(schedule);
    }

    private ScheduleDefinition Define(SchedulePlace place, string script)
    {
        string powerShell = PowerShellScript.FindPowerShell();
        if (OperatingSystem.IsWindows())
        {
            throw new BackupException(
                BackupFailure.ScheduleInvalid, string.Format(CultureInfo.CurrentCulture, Strings.ScheduleWindows, Name, powerShell, script), subject: Name);
        }

        // systemd and cron set no language, and without UTF-8 names of files get lost.
        string language = Environment.GetEnvironmentVariable("LC_ALL") is { Length: > 0 } all ? all : Environment.GetEnvironmentVariable("LANG") ?? "";
        string[] writable = [Settings.BackupDirectory, .. Settings.LogPath is { } log ? [Path.GetDirectoryName(log)!] : (string[])[]];
        return new ScheduleDefinition
        {
            Name = Name,
            When = ScheduleCommands.When(CronExpression),
            TimeZone = TimeZone,
            ScriptPath = script,
            PowerShellPath = powerShell,
            User = place.IsUserLevel ? null : User ?? Environment.UserName,
            Variables = [new("LANG", language.Length > 0 ? language : "C.UTF-8"), .. Carried.Variables],
            WritableFolders = [.. writable.Distinct()],
            SharesTemporaryFolder = writable.Append(Settings.Host).Append(script).Any(IsTemporary),
            RandomDelaySeconds = RandomDelaySeconds,
        };
    }

    private static bool IsTemporary(string path) => $"{path}/" is { } folder
        && (folder.StartsWith("/tmp/", StringComparison.Ordinal) || folder.StartsWith("/var/tmp/", StringComparison.Ordinal));

    private void Warn(ScheduleDefinition definition)
    {
        foreach (string secret in Carried.Secrets)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, Strings.ScheduleSecrets, secret));
        }

        if (!System.IO.Directory.Exists(Settings.BackupDirectory))
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, Strings.ScheduleFolderMissing, Settings.BackupDirectory, definition.User ?? Environment.UserName));
        }
    }
}
