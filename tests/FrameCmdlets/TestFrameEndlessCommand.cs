using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Works until it is cancelled, emitting numbers.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameEndless")]
public sealed class TestFrameEndlessCommand : AsyncCommand
{
    [Parameter]
    public SwitchParameter Silent { get; set; }

    /// <summary>A file that tells another process that the work has begun.</summary>
    [Parameter]
    public string? Started { get; set; }

    /// <summary>Ends with a fault of its own when it is cancelled.</summary>
    [Parameter]
    public SwitchParameter Fault { get; set; }

    protected override void ProcessRecord()
    {
        FrameState.Reset();
        Run<object?>(async (work, token) =>
        {
            try
            {
                if (Started is not null)
                {
                    await File.WriteAllTextAsync(Started, "", token);
                }

                for (int i = 0; ; i++)
                {
                    if (Silent)
                    {
                        FrameState.Waiting = true;
                        await Task.Delay(Timeout.Infinite, token);
                    }

                    token.ThrowIfCancellationRequested();
                    work.Emit(i);
                    FrameState.Emitted = i;
                    await Task.Yield();
                }
            }
            catch (OperationCanceledException)
            {
                FrameState.Cancelled = true;
                if (Fault)
                {
                    throw new InvalidTimeZoneException("a fault in the clean-up");
                }

                throw;
            }
            finally
            {
                // The cmdlet must wait for this, however it was left.
                await Task.Delay(50, CancellationToken.None);
                FrameState.Finished = true;
            }
        });
    }
}
