using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Errors;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;
using HubChantier.Backup.Setup;

namespace HubChantier.Backup.Commands;

/// <summary>Tests, by trying it, whether this host can back up and restore, and says of what it cannot how to mend it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "HubBackupSetup", SupportsShouldProcess = true)]
[OutputType(typeof(HubSetupCheck), typeof(bool))]
public sealed class TestHubBackupSetupCommand : ServerStoreCommand
{
    /// <summary>The tag by which PowerShell shows a line of information to a person, as Write-Host's.</summary>
    private const string ShownToPeople = "PSHOST";

    private readonly Dictionary<HubSetupStatus, int> _totals = Enum.GetValues<HubSetupStatus>().ToDictionary(status => status, _ => 0);
    private SettingSurvey? _survey;

    /// <summary>Gives only whether no check failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>A wrong setting is a finding here, not the end.</summary>
    private protected override BackupSettings ResolveSettings(SettingSources sources) => (_survey = SettingSurvey.Of(sources)).Settings;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SetupRequest request = new()
        {
            MayMakeDatabase = ShouldProcess(string.Format(CultureInfo.CurrentCulture, Strings.ThrowawayOnServer, Connection), Strings.SetupSideDatabase),
            MayWriteFolder = ShouldProcess(Settings.BackupDirectory, Strings.SetupProbeFile),
            MayWriteObject = Settings.Bucket is { } bucket && ShouldProcess($"s3://{bucket}/{Settings.Prefix}", Strings.SetupProbeObject),
            Survey = _survey!,
            Schedules = now => [.. ScheduleCommands.Places(kind: null, isUserLevel: false, folder: null).SelectMany(place => ScheduleCommands.Folder(place).List(now))],
            Advice = ErrorCatalogue.Advice,
        };
        SetupOperation operation = new(Connection, DatabaseServer, async (version, token) => await ClientAsync(version, token), () => Remote.Store);
        Run(async (work, token) =>
        {
            await operation.RunAsync(request, check => Found(check, work), work.Operation, token);
            return true;
        });
        string totals = string.Format(
            CultureInfo.CurrentCulture, Strings.SetupTotals,
            _totals[HubSetupStatus.Passed], _totals[HubSetupStatus.Warning], _totals[HubSetupStatus.Failed], _totals[HubSetupStatus.Skipped]);
        Record(totals);
        if (Quiet)
        {
            WriteObject(_totals[HubSetupStatus.Failed] == 0);
        }
        else
        {
            WriteInformation(new HostInformationMessage { Message = Environment.NewLine + totals }, [ShownToPeople]);
        }
    }

    private void Found(HubSetupCheck check, WorkContext work)
    {
        _totals[check.Status]++;
        work.Write($"{check}: {check.Message}");
        if (!Quiet)
        {
            work.Emit(check);
        }
    }
}
