using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Waits for its end, and then has more to say than the relay has room for.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameFinalWords")]
public sealed class TestFrameFinalWordsCommand : AsyncCommand
{
    private const int MoreThanTheRelayHolds = 500;

    protected override void ProcessRecord()
    {
        FrameState.Reset();
        Run<object?>(async (work, token) =>
        {
            work.Emit(0);
            // Resumed by whoever cancels, on that very thread, as packages do that know nothing of ours.
            TaskCompletionSource stopped = new();
            using CancellationTokenRegistration registration = token.Register(stopped.SetResult);
            FrameState.Waiting = true;
            try
            {
                await stopped.Task;
                return null;
            }
            finally
            {
                for (int i = 0; i < MoreThanTheRelayHolds; i++)
                {
                    work.Write($"cleaning up {i}");
                }

                FrameState.Finished = true;
            }
        });
    }
}
