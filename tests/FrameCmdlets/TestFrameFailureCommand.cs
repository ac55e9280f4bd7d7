using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Fails in a way that the parameter says.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameFailure")]
public sealed class TestFrameFailureCommand : AsyncCommand
{
    [Parameter(ValueFromPipeline = true)]
    public string Item { get; set; } = "";

    [Parameter]
    public SwitchParameter Each { get; set; }

    [Parameter]
    public SwitchParameter Unforeseen { get; set; }

    protected override void ProcessRecord()
    {
        if (Each)
        {
            if (TryRun(Work, out string? result))
            {
                WriteObject(result);
            }

            return;
        }

        WriteObject(Run(Work));
    }

    private async Task<string> Work(WorkContext work, CancellationToken token)
    {
        await Task.Delay(1, token);
        return Item == "good" ? "done"
            : Unforeseen ? throw new InvalidTimeZoneException("a fault")
            : throw new BackupException(BackupFailure.DatabaseMissing, "no such thing: " + Item, subject: Item);
    }
}
