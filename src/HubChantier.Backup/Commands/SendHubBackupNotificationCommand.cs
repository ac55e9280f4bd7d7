using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Notices;
using HubChantier.Backup.Journal;
using HubChantier.Backup.Notifications;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Commands;

/// <summary>Tells people, and what watches for them, how a backup went. What goes wrong with that is a warning, never an error.</summary>
[Cmdlet(VerbsCommunications.Send, "HubBackupNotification", DefaultParameterSetName = InputSet, SupportsShouldProcess = true)]
[OutputType(typeof(HubNotification))]
public sealed class SendHubBackupNotificationCommand : SettingsCommand
{
    private const string InputSet = "Input";
    private const string TestSet = "Test";
    private const string PingSet = "Ping";

    private IReadOnlyList<INotifier> _notifiers = [];
    private SettingSurvey? _survey;

    /// <summary>A backup, an error record, health, or a text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Alias("Message")]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>What a text tells.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [ValidateSet(nameof(HubNotificationStatus.Succeeded), nameof(HubNotificationStatus.Warning), nameof(HubNotificationStatus.Failed))]
    public HubNotificationStatus Status { get; set; } = HubNotificationStatus.Warning;

    /// <summary>Sends a test message by every channel.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TestSet)]
    public SwitchParameter Test { get; set; }

    /// <summary>Pings only: a run begins, went well, failed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PingSet)]
    [ValidateSet("Start", "Success", "Failure")]
    public string Ping { get; set; } = "";

    /// <summary>The channels that may be told; all that are set without it.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = TestSet)]
    public HubNotificationChannel[]? Channel { get; set; }

    /// <summary>What people are told: failures and recoveries, or success, too; else BACKUP_NOTIFY_ON, else failure.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [ValidateSet("Failure", "Always")]
    public string? NotifyOn { get; set; }

    /// <summary>A wrong setting is often what is to be told: the channels whose own settings are right still tell it.</summary>
    private protected override BackupSettings ResolveSettings(SettingSources sources) => (_survey = SettingSurvey.Of(sources)).Settings;

    /// <inheritdoc/>
    private protected override Dictionary<string, object?> SettingParameters()
    {
        Dictionary<string, object?> parameters = base.SettingParameters();
        parameters[nameof(NotifyOn)] = NotifyOn;
        return parameters;
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        foreach (BackupException problem in _survey!.Problems.Where(problem => problem.Key.StartsWith("Notify", StringComparison.Ordinal)).Select(problem => problem.Value))
        {
            Record("WARNING " + problem.Message);
            WriteWarning(problem.Message);
        }

        _notifiers = Providers.CreateNotifiers(Settings.Notifiers!, Clock);
        if (_notifiers.Count == 0)
        {
            if (Test)
            {
                WriteWarning(Strings.NotifyNoChannel);
            }
            else
            {
                // A script that tells everybody who wants to know is right where nobody does.
                WriteVerbose(Strings.NotifyNoChannel);
            }
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        NoticeWriter writer = new(Settings.Database, Settings.Source, Clock.GetUtcNow());
        (Notice notice, bool isRun) = ParameterSetName switch
        {
            TestSet => (writer.Of(string.Format(CultureInfo.CurrentCulture, Strings.NoticeTestText, Environment.MachineName), HubNotificationStatus.Test), false),
            PingSet => (writer.Of("", PingStatus()), true),
            _ => OfInput(writer),
        };
        INotifier[] told = [.. _notifiers.Where(notifier =>
            (Channel is null || Channel.Contains(notifier.Channel))
            && (ParameterSetName != PingSet || notifier.Channel == HubNotificationChannel.Ping)
            && NoticeRules.IsTold(notifier.Channel, notice.Status, isRun, Settings.Notifiers!.TellsSuccess)
            && ShouldProcess($"{notifier.Channel} ({notifier.Host})", string.Format(CultureInfo.CurrentCulture, Strings.NotifyAction, notice.Title)))];
        if (told.Length > 0)
        {
            WriteObject(Run((work, token) => new NotifyOperation(told).RunAsync(notice, work.Operation, token)), enumerateCollection: true);
        }
    }

    private HubNotificationStatus PingStatus() => Ping switch
    {
        "Start" => HubNotificationStatus.Started,
        "Success" => HubNotificationStatus.Succeeded,
        _ => HubNotificationStatus.Failed,
    };

    private (Notice Notice, bool IsRun) OfInput(NoticeWriter writer) => InputObject.BaseObject switch
    {
        HubBackup backup => (writer.Of(backup, FailuresBefore(backup)), true),
        ErrorRecord record => (writer.Of(record), true),
        IContainsErrorRecord { ErrorRecord: { } record } => (writer.Of(record), true),
        HubHealth health => (writer.Of(health), false),
        Exception exception => (writer.Of(exception.Message, HubNotificationStatus.Failed), true),
        _ => (writer.Of(InputObject.ToString() ?? "", Status), true),
    };

    /// <summary>A journal that cannot be read tells of no failure: that the backup was made is told all the same.</summary>
    private IReadOnlyList<HubRun> FailuresBefore(HubBackup backup)
    {
        try
        {
            return NoticeRules.FailuresBefore(new RunJournal(Settings.BackupDirectory).Read().Runs, backup);
        }
        catch (BackupException exception)
        {
            WriteVerbose(exception.Message);
            return [];
        }
    }
}
