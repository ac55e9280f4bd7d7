using System.Diagnostics;
using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Waits for a child, as a backup does for pg_dump, and fails when the child does.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FrameChild")]
public sealed class TestFrameChildCommand : AsyncCommand
{
    /// <summary>What a shell does.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Script { get; set; } = "";

    protected override void ProcessRecord() => WriteObject(Run(async (_, token) =>
    {
        using Process child = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]))!;
        try
        {
            await child.WaitForExitAsync(token);
        }
        finally
        {
            child.Kill(entireProcessTree: true);
        }

        return child.ExitCode == 0
            ? "done"
            : throw new BackupException(BackupFailure.DumpFailed, $"the child ended with {child.ExitCode}");
    }));
}
