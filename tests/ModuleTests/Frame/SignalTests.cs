using System.Diagnostics;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Frame;

public sealed class SignalTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_cancels_the_work_and_the_script_ends_with_40(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string folder = Directory.CreateTempSubdirectory("hub-signal-").FullName;
        string script = Path.Combine(folder, "script.ps1");
        File.WriteAllText(script, $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{RepositoryRoot.ModuleManifest}}', '{{FramePaths.Cmdlets}}'
            $done = $false
            try {
                [IO.File]::WriteAllText("$PSScriptRoot/started", '')
                Test-FrameEndless -Silent
                $done = $true
            }
            catch { [IO.File]::WriteAllText("$PSScriptRoot/caught", $_.FullyQualifiedErrorId); exit $_.Exception.ExitCode }
            finally { [IO.File]::WriteAllText("$PSScriptRoot/finally", [HubChantier.Backup.FrameCmdlets.FrameState]::Finished) }
            """);
        using Process host = Process.Start(new ProcessStartInfo("dotnet", [FramePaths.ModuleHost, "-File", script]))!;
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(folder, "started")), TimeSpan.FromSeconds(60)));
        // The file is there a moment before the cmdlet listens; a signal that comes too early would end the process with 143.
        Assert.True(SpinWait.SpinUntil(() => Listens(host.Id), TimeSpan.FromSeconds(30)));

        Command.Run("kill", ["-" + signal, $"{host.Id}"]);

        Assert.True(host.WaitForExit(30_000));
        Assert.Equal(40, host.ExitCode);
        Assert.StartsWith("Cancelled,", File.ReadAllText(Path.Combine(folder, "caught")), StringComparison.Ordinal);
        Assert.Equal("True", File.ReadAllText(Path.Combine(folder, "finally")));
    }

    /// <summary>Whether the process catches SIGHUP and SIGTERM, by the mask that Linux shows (proc(5), SigCgt).</summary>
    private static bool Listens(int process)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        string line = File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith("SigCgt:", StringComparison.Ordinal));
        ulong caught = Convert.ToUInt64(line["SigCgt:".Length..].Trim(), 16);
        const ulong HangUpAndTerminate = (1UL << 0) | (1UL << 14);
        return (caught & HangUpAndTerminate) == HangUpAndTerminate;
    }
}
