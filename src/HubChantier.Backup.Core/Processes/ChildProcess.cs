using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace HubChantier.Backup.Processes;

/// <summary>A running child: its streams, the end of what it says on stderr, its exit. Disposing it ends it with all its children.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StderrTail _stderr;
    private readonly Task _readingStderr;

    private ChildProcess(Process process, StderrTail stderr)
    {
        _process = process;
        _stderr = stderr;
        _readingStderr = stderr.ReadAsync(process.StandardError);
    }

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Input => _process.StandardInput.BaseStream;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>: it cannot be started.</exception>
    public static ChildProcess Start(ChildProcessStart start)
    {
        ProcessStartInfo info = new(start.FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            // The current folder may be on a disk that goes away, or hold a file that a program reads by itself.
            WorkingDirectory = Path.GetDirectoryName(start.FileName),
        };
        foreach (string argument in start.Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (string name in info.Environment.Keys.Where(name => !start.InheritsPgVariables && name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        foreach ((string name, string value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        try
        {
            Process process = Process.Start(info)!;
            PipeBuffer.Enlarge(process.StandardOutput.BaseStream);
            PipeBuffer.Enlarge(process.StandardInput.BaseStream);
            return new ChildProcess(process, new StderrTail(start.IsChatter));
        }
        catch (Win32Exception exception)
        {
            throw new BackupException(
                BackupFailure.ClientProgramMissing,
                string.Format(CultureInfo.CurrentCulture, Strings.ProgramCannotStart, start.FileName, exception.Message),
                exception,
                start.FileName);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code and the end of what was said on stderr.</returns>
    public async Task<ChildProcessResult> WaitAsync(CancellationToken token)
    {
        await _process.WaitForExitAsync(token).ConfigureAwait(false);
        await _readingStderr.WaitAsync(token).ConfigureAwait(false);
        return new ChildProcessResult(_process.ExitCode, _stderr.Text);
    }

    /// <summary>Ends it with all its children; one that has ended is left alone.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Asks it to end (SIGTERM); Windows knows only <see cref="Kill"/>.</summary>
    public void Terminate()
    {
        if (OperatingSystem.IsWindows())
        {
            Kill();
        }
        else if (!_process.HasExited)
        {
            const int SigTerm = 15;
            _ = Signal(_process.Id, SigTerm);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
