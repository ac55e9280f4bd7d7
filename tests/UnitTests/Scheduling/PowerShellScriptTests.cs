using System.Diagnostics;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Scheduling;
using HubChantier.Backup.UnitTests.Journal;

namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>How the scheduler's script is started, listened to and ended; a shell script stands in for pwsh.</summary>
public sealed class PowerShellScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-script-").FullName;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [UnixFact]
    public async Task Its_lines_are_passed_on_and_its_exit_code_is_its_own()
    {
        Assert.Equal(12, await RunAsync("echo \"$@\"; echo \"$BACKUP_DIR\" >&2; exit 12"));

        Assert.Equal(["-NoProfile -NonInteractive -File /opt/x.ps1", "/srv/b"], _lines.Order());
    }

    [UnixFact]
    public async Task Asked_to_end_it_waits_for_a_script_that_finishes_in_time()
    {
        using CancellationTokenSource stop = new();
        Task<int> running = RunAsync("trap 'echo told; exit 40' TERM; echo ready; while [ ! -e \"$(dirname \"$0\")/go\" ]; do sleep 0.02; done; exit 0", TimeSpan.FromMinutes(5), stop.Token);
        await _ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "go"), "now\n");

        Assert.Equal(0, await running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.DoesNotContain("told", _lines);
    }

    [UnixFact]
    public async Task When_its_grace_is_over_it_is_told_to_end_and_may_clear_up()
    {
        using CancellationTokenSource stop = new();
        Task<int> running = RunAsync("trap 'echo cleared; exit 40' TERM; echo ready; while :; do sleep 0.05; done", TimeSpan.Zero, stop.Token);
        await _ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();

        Assert.Equal(40, await running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("cleared", _lines);
    }

    private Task<int> RunAsync(string shell, TimeSpan grace = default, CancellationToken stop = default)
    {
        string program = Path.Combine(_folder, "pwsh");
        File.WriteAllText(program, "#!/bin/sh\n" + shell + "\n");
        Process.Start("chmod", ["+x", program]).WaitForExit();
        OperationContext context = new QuietLog().Context();
        return new PowerShellScript(program, "/opt/x.ps1", new Dictionary<string, string> { ["BACKUP_DIR"] = "/srv/b" }, grace).RunAsync(Say, context, stop);
    }

    private void Say(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }

        if (line == "ready")
        {
            _ready.TrySetResult();
        }
    }
}
