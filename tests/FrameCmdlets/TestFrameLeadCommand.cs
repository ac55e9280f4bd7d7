using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Emits many objects and keeps how far it was ahead of who takes them.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameLead")]
public sealed class TestFrameLeadCommand : AsyncCommand
{
    [Parameter]
    public int Count { get; set; } = 20_000;

    protected override void ProcessRecord()
    {
        FrameState.Reset();
        Run<object?>((work, token) =>
        {
            for (int i = 1; i <= Count; i++)
            {
                token.ThrowIfCancellationRequested();
                work.Emit(i);
                FrameState.Emitted = i;
                FrameState.FurthestAhead = Math.Max(FrameState.FurthestAhead, i - FrameState.Taken);
            }

            return Task.FromResult<object?>(null);
        });
    }
}
