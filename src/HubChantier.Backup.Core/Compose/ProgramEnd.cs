using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Compose;

/// <summary>Ends a program in the container. Ending docker alone does not: the program would go on, and with it its session.</summary>
internal static class ProgramEnd
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Ends the session first, then the input, then docker; a program that has ended is left alone.</summary>
    /// <param name="child">docker.</param>
    /// <param name="endSession">Ends the program's session on the server, from another one.</param>
    public static async Task RunAsync(ChildProcess child, Func<Task> endSession)
    {
        if (!child.HasExited)
        {
            await TryAsync(endSession).ConfigureAwait(false);
            // A pipe to which somebody writes is closed only when the write has ended: on a thread that may wait.
            await TryAsync(() => Task.Run(() =>
            {
                child.Input.Close();
                return child.WaitAsync(CancellationToken.None);
            })).ConfigureAwait(false);
        }

        await child.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step().WaitAsync(s_patience).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or BackupException)
        {
            // The next step is harder.
        }
    }
}
