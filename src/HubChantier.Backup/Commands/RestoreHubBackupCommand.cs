using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Journal;
using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Commands;

/// <summary>Restores one backup, into a new database or in the place of a live one, which is kept.</summary>
[Cmdlet(VerbsData.Restore, "HubBackup", SupportsShouldProcess = true, DefaultParameterSetName = BackupInputs.ByPath)]
[OutputType(typeof(HubRestore))]
public sealed class RestoreHubBackupCommand : RestoreInputCommand
{
    private static readonly string[] s_notForTables = [nameof(Globals), nameof(DropPrevious), nameof(BeforeSwap), nameof(AfterSwap)];

    /// <summary>Leaves the restored database without statistics.</summary>
    [Parameter]
    public SwitchParameter SkipAnalyze { get; set; }

    /// <summary>Sessions that load the backup at once; else two, or one for each processor, at most four, where the server runs on this machine.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int? Jobs { get; set; }

    /// <summary>Drops the previous database at the end, unless rows were written to it after the safety backup.</summary>
    [Parameter]
    public SwitchParameter DropPrevious { get; set; }

    /// <summary>Run before the change-over, with the plan; what it throws stops the restore.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? BeforeSwap { get; set; }

    /// <summary>Run after the change-over, with the plan and the restore; also after one that failed once -BeforeSwap had begun, and then without a restore.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? AfterSwap { get; set; }

    /// <summary>Restores these tables alone, beside the live ones: <c>public.chantiers</c>, <c>"Pièces jointes"</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Table { get; set; } = [];

    /// <summary>Schema that gets the tables of -Table, made if it is not there; else restored_ and the time.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IntoSchema { get; set; }

    /// <summary>Seconds to wait for another run on the same database.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        string? useless = Table.Length == 0
            ? IntoSchema is null ? null : nameof(IntoSchema)
            : Mode == "InPlace" ? nameof(Mode) : s_notForTables.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey);
        if (useless is not null)
        {
            // To pass it over would be to do something else than was asked.
            Fail(new BackupException(
                BackupFailure.SettingInvalid,
                string.Format(CultureInfo.CurrentCulture, Table.Length == 0 ? Strings.OnlyForTables : Strings.NotForTables, useless),
                subject: useless));
        }

        base.BeginProcessing();
    }

    private protected override void Process(RestoreOperation operation, HubBackup backup)
    {
        if (Table.Length > 0)
        {
            RestoreTables(backup);
            return;
        }

        HubRestorePlan plan = Run((work, token) => operation.PlanAsync(Request(backup, DropPrevious), Reading(work), token));
        if (!Agrees(() => Confirmation.Ask(this, PlanText.Title(plan), PlanText.Of(plan), isHigh: plan.ReplacesLive)))
        {
            return;
        }

        HubBackup kept = Kept(backup);
        bool hasBegun = false;
        HubRestore? restore = null;
        try
        {
            restore = Run(
                (work, token) => operation.RunAsync(
                    Request(
                        kept, DropPrevious, SkipAnalyze, Jobs, TimeSpan.FromSeconds(LockTimeoutSeconds),
                        BeforeSwap is null ? null : (agreed, cancel) => RunBeforeSwapAsync(work, BeforeSwap, agreed, () => hasBegun = true, cancel)),
                    plan, Reading(work), token),
                AboutRestore(HubRunOperation.Restore, backup, plan.Database));
        }
        finally
        {
            // What was stopped for the change-over is started again, also when there was none.
            if (restore is null && hasBegun && RunAfterSwap(plan, restore) is { } failure)
            {
                WriteFailure(failure);
            }
        }

        BackupException? afterwards = RunAfterSwap(plan, restore);
        WriteObject(restore);
        if (afterwards is not null)
        {
            WriteFailure(afterwards);
        }
    }

    /// <summary>The journal's line is about the database that gets the data, not about the one that the backup is of.</summary>
    private RunSubject AboutRestore(HubRunOperation operation, HubBackup backup, string database)
        => new(operation, database, Settings.Source, backup, $"{Connection}/{database}");

    private static async Task RunBeforeSwapAsync(WorkContext work, ScriptBlock script, HubRestorePlan plan, Action begins, CancellationToken token)
    {
        begins();
        try
        {
            await work.AskAsync(() => UserScript.Run(script, plan), token);
        }
        catch (RuntimeException exception)
        {
            throw UserScript.Failed(exception, nameof(BeforeSwap));
        }
    }

    private BackupException? RunAfterSwap(HubRestorePlan plan, HubRestore? restore)
    {
        try
        {
            if (AfterSwap is not null)
            {
                UserScript.Run(AfterSwap, plan, restore);
            }

            return null;
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            return UserScript.Failed(exception, nameof(AfterSwap));
        }
    }

    private void RestoreTables(HubBackup backup)
    {
        string target = string.Format(CultureInfo.CurrentCulture, Strings.DatabaseOnServer, TargetDatabase ?? Settings.Database, Connection);
        string action = string.Format(CultureInfo.CurrentCulture, Strings.RestoreTables, string.Join(", ", Table), backup.Name, IntoSchema ?? Strings.NewSchema);
        if (!ShouldProcess(target, action))
        {
            return;
        }

        RestoreRequest request = Request(Kept(backup), jobs: Jobs, lockTimeout: TimeSpan.FromSeconds(LockTimeoutSeconds));
        TableRestoreOperation operation = new(
            Connection, DatabaseServer, async (version, token) => await ClientAsync(version, token), async (version, token) => await ClientAsync(version, token));
        WriteObject(Run(
            (work, token) => operation.RunAsync(request, Table, IntoSchema, Reading(work), token),
            AboutRestore(HubRunOperation.TableRestore, backup, request.Database)));
    }
}
