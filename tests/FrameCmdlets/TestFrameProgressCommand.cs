using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Reports progress at times that the test gives, as "milliseconds activity bytes", then emits an object.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameProgress")]
public sealed class TestFrameProgressCommand : AsyncCommand
{
    private readonly ManualClock _clock = new();

    [Parameter(Mandatory = true)]
    public string[] Report { get; set; } = [];

    [Parameter]
    public long? Total { get; set; }

    private protected override TimeProvider Clock => _clock;

    protected override void ProcessRecord() => Run<object?>(async (work, token) =>
    {
        foreach (string[] words in Report.Select(report => report.Split(' ')))
        {
            _clock.Advance(int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture));
            work.Operation.Progress.Report(new OperationProgress(words[1], long.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture), Total));
        }

        work.Emit("object");
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        return null;
    });
}
