using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>What the work of the last cmdlet did, for the test to see.</summary>
public static class FrameState
{
    public static bool Cancelled { get; internal set; }

    public static bool Finished { get; internal set; }

    public static int Emitted { get; internal set; }

    public static void Reset() => (Cancelled, Finished, Emitted) = (false, false, 0);
}

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

/// <summary>Works until it is cancelled, emitting numbers.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameEndless")]
public sealed class TestFrameEndlessCommand : AsyncCommand
{
    [Parameter]
    public SwitchParameter Silent { get; set; }

    protected override void ProcessRecord()
    {
        FrameState.Reset();
        Run<object?>(async (work, token) =>
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    if (Silent)
                    {
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

/// <summary>Asks from the work.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameQuestion")]
public sealed class TestFrameQuestionCommand : AsyncCommand
{
    protected override void ProcessRecord() => WriteObject(Run(async (work, token) =>
    {
        bool yes = await work.AskAsync(() => ShouldContinue("Drop it?", "Sure"), token);
        return yes ? "yes" : "no";
    }));
}
