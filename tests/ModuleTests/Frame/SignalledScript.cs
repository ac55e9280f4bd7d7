using System.Diagnostics;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Frame;

/// <summary>A script in a process of its own, to which signals are sent; it writes down what it went through.</summary>
internal sealed class SignalledScript : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-signal-").FullName;
    private readonly Process _process;

    /// <summary>Starts the script.</summary>
    /// <param name="command">What runs in its <c>try</c>; <c>Write-Mark name text</c> leaves a text for the test.</param>
    /// <param name="ownGroup">Whether it leads a process group of its own.</param>
    public SignalledScript(string command, bool ownGroup = false)
    {
        string script = Path.Combine(_folder, "script.ps1");
        File.WriteAllText(script, $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{RepositoryRoot.ModuleManifest}}', '{{FramePaths.Cmdlets}}'
            function Write-Mark($name, $text) {
                [IO.File]::WriteAllText("$PSScriptRoot/.$name", $text)
                [IO.File]::Move("$PSScriptRoot/.$name", "$PSScriptRoot/$name")
            }
            $done = $false
            try {
                Write-Mark started ''
                {{command}}
                $done = $true
            }
            catch { Write-Mark caught $_.FullyQualifiedErrorId; exit $_.Exception.ExitCode }
            finally {
                Write-Mark finally "$([HubChantier.Backup.FrameCmdlets.FrameState]::Finished)"
                if (-not $done -and -not [IO.File]::Exists("$PSScriptRoot/caught")) { exit 40 }
            }
            """);
        // A shell's background job ignores SIGINT, what nohup has started SIGHUP, and so would all that they start.
        string[] leader = [.. ownGroup ? ["setsid"] : Array.Empty<string>(), .. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,HUP"] : Array.Empty<string>()];
        string[] line = [.. leader, "dotnet", FramePaths.ModuleHost, "-File", script];
        _process = Process.Start(new ProcessStartInfo(line[0], line[1..]))!;
    }

    public int Id => _process.Id;

    /// <summary>What the script wrote under a name, or null.</summary>
    public string? Mark(string name) => File.Exists(Path.Combine(_folder, name)) ? File.ReadAllText(Path.Combine(_folder, name)) : null;

    public void WaitForMark(string name)
        => Assert.True(SpinWait.SpinUntil(() => _process.HasExited || Mark(name) is not null, TimeSpan.FromSeconds(60)) && Mark(name) is not null, name + " was not reached.");

    /// <summary>Sends a signal, such as TERM, and gives the exit code.</summary>
    public int End(string signal, bool wholeGroup = false)
    {
        Command.Run("kill", ["-" + signal, "--", wholeGroup ? $"-{Id}" : $"{Id}"]);
        return WaitForExit();
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(60_000), "The script did not end.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
