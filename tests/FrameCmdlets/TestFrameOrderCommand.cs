using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Says things on all streams, in one order, from several threads.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameOrder")]
public sealed class TestFrameOrderCommand : AsyncCommand
{
    protected override void ProcessRecord() => WriteObject(Run(async (work, token) =>
    {
        for (int i = 0; i < 200; i++)
        {
            await Task.Yield();
            work.Emit($"object {i}");
            work.Warn($"warning {i}");
            work.Write($"verbose {i}");
        }

        token.ThrowIfCancellationRequested();
        return "end";
    }));
}
