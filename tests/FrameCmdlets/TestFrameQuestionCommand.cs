using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Asks from the work: a person, or a script block of the user's.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameQuestion")]
public sealed class TestFrameQuestionCommand : AsyncCommand
{
    [Parameter]
    public ScriptBlock? Script { get; set; }

    /// <summary>Goes on when the question fails, and says how.</summary>
    [Parameter]
    public SwitchParameter Recover { get; set; }

    /// <summary>Emits an object first, and waits for the answer whatever happens.</summary>
    [Parameter]
    public SwitchParameter Stubborn { get; set; }

    protected override void ProcessRecord()
    {
        FrameState.Reset();
        WriteObject(Run(async (work, token) =>
        {
            try
            {
                if (Stubborn)
                {
                    work.Emit(0);
                }

                return await work.AskAsync(Ask, Stubborn ? CancellationToken.None : token);
            }
            catch (RuntimeException exception) when (Recover)
            {
                return "recovered from: " + exception.Message;
            }
            finally
            {
                FrameState.Finished = true;
            }
        }));
    }

    private string Ask() => Script is null ? (ShouldContinue("Drop it?", "Sure") ? "yes" : "no") : $"{Script.Invoke()[0]}";
}
