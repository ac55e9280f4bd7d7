using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Journal;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Scheduling;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Commands;

/// <summary>Runs backups when they are due, in the foreground, until it is stopped: the scheduler of a container.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "HubBackupSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(HubScheduleRun))]
public sealed class InvokeHubBackupScheduleCommand : TimedScriptCommand
{
    /// <summary>Runs at once, too, without waiting for the first time that is due.</summary>
    [Parameter]
    public SwitchParameter RunAtStart { get; set; }

    /// <summary>Does not make up for a run that was missed while the scheduler was not there.</summary>
    [Parameter]
    public SwitchParameter SkipMissed { get; set; }

    /// <summary>Seconds that a running script has to finish when the scheduler is stopped; then it is stopped, too, and takes away what is half made.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int GraceSeconds { get; set; } = 5;

    /// <summary>Runs after which it ends by itself.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaximumRuns { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string script = ScheduleCommands.Script(this, ScriptPath);
        IRunCalendar calendar = Run((_, _) =>
        {
            _ = ScheduleCommands.Existing(script);
            return Task.FromResult(Providers.CreateRunCalendar(ScheduleCommands.When(CronExpression).ToString(), ScheduleZone.Find(TimeZone)));
        });
        if (!ShouldProcess(script, string.Format(CultureInfo.CurrentCulture, Strings.ScheduleRunScript, script, CronExpression)))
        {
            return;
        }

        Run<object?>(async (work, stop) =>
        {
            ScheduleLoopOptions options = new() { LastRun = SkipMissed ? null : LastRun(work), RunsAtStart = RunAtStart, MaximumRuns = MaximumRuns };
            // The rest of the settings is in the environment, which the script inherits.
            Dictionary<string, string> variables = new(CarriedSettings.Of(Settings, HubSettingOrigin.Parameter).Variables);
            PowerShellScript job = new(PowerShellScript.FindPowerShell(), script, variables, TimeSpan.FromSeconds(GraceSeconds));
            await new ScheduleLoop(calendar, job, options).RunAsync(work.Emit, work.Say, work.Operation with { Log = new SpokenLog(work) }, stop);
            return null;
        });
    }

    private DateTimeOffset? LastRun(WorkContext work)
    {
        try
        {
            return LastBackupRun.Find(new RunJournal(Settings.BackupDirectory), Settings.Database, Settings.Source);
        }
        catch (BackupException exception)
        {
            work.Warn(string.Format(CultureInfo.CurrentCulture, Strings.ScheduleJournalUnread, exception.Message));
            return null;
        }
    }
}
