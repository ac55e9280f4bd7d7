using System.Globalization;
using System.Runtime.CompilerServices;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Scheduling;

/// <summary>
/// A script in a pwsh of its own: what it does cannot end or bloat the scheduler, and its exit code is its own.
/// </summary>
public sealed class PowerShellScript : IScheduledJob
{
    /// <summary>Seconds for which a script that was told to end may take away what is half made, before it is killed.</summary>
    private static readonly TimeSpan s_cleaningUp = TimeSpan.FromSeconds(30);

    private readonly string _powerShell;
    private readonly string _script;
    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly TimeSpan _grace;

    /// <summary>Makes the job; starts nothing.</summary>
    /// <param name="powerShell">Absolute path of pwsh.</param>
    /// <param name="script">Absolute path of the script.</param>
    /// <param name="variables">Variables of the script's environment, besides this process's.</param>
    /// <param name="grace">How long a running script may go on when the scheduler is asked to end.</param>
    public PowerShellScript(string powerShell, string script, IReadOnlyDictionary<string, string> variables, TimeSpan grace)
    {
        _powerShell = powerShell;
        _script = script;
        _variables = variables;
        _grace = grace;
    }

    /// <summary>Absolute path of pwsh: the one on PATH, which stays when PowerShell is updated, else the one that runs this.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>.</exception>
    public static string FindPowerShell() => ProgramPath.Find("pwsh")
        ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "pwsh" ? Environment.ProcessPath : null)
        ?? throw new BackupException(BackupFailure.ClientProgramMissing, Strings.PowerShellMissing, subject: "pwsh");

    /// <inheritdoc/>
    public async Task<int> RunAsync(Action<string> say, OperationContext context, CancellationToken stop)
    {
        ChildProcess child = ChildProcess.Start(new ChildProcessStart
        {
            FileName = _powerShell,
            Arguments = ["-NoProfile", "-NonInteractive", "-File", _script],
            Environment = _variables,
            InheritsPgVariables = true,
            // Said when it comes, not at the end.
            IsChatter = line =>
            {
                say(line);
                return true;
            },
        });
        await using ConfiguredAsyncDisposable ending = child.ConfigureAwait(false);
        child.Input.Close();
        Task<int> ended = ReadAsync(child, say);
        try
        {
            return await ended.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.ScheduleGrace, _grace.TotalSeconds));
        }

        if (!await EndsWithinAsync(ended, _grace, context.Time).ConfigureAwait(false))
        {
            child.Terminate();
            if (!await EndsWithinAsync(ended, s_cleaningUp, context.Time).ConfigureAwait(false))
            {
                child.Kill();
            }
        }

        return await ended.ConfigureAwait(false);
    }

    private static async Task<int> ReadAsync(ChildProcess child, Action<string> say)
    {
        using StreamReader output = new(child.Output);
        while (await output.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            say(line);
        }

        return (await child.WaitAsync(CancellationToken.None).ConfigureAwait(false)).ExitCode;
    }

    private static async Task<bool> EndsWithinAsync(Task ended, TimeSpan time, TimeProvider clock)
    {
        try
        {
            await ended.WaitAsync(time, clock).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
