using System.Security.Cryptography;
using System.Text;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Loading;

/// <summary>
/// One psql of a load. It is restricted by a token of ours before it reads anything of the dump: whatever a function of the dump does to the session's
/// settings while it is loaded, no backslash that comes after is a command. The dump's own \restrict, whose token the dump knows, is left out.
/// </summary>
internal sealed class LoadSession : IAsyncDisposable
{
    /// <summary>
    /// For the load alone, in the sessions' own hands: no commit waits for the disk (a load that does not end is dropped whole), and indexes are sorted in
    /// more memory than PostgreSQL's default of 64 MB, for two sessions at once on a host of 2 GB.
    /// </summary>
    private const string Settings = "RESET ALL;\nSET synchronous_commit = off;\nSET maintenance_work_mem = '128MB';\n";

    private const int TokenBytes = 24;

    private readonly IRunningLoad _load;
    private readonly TextRange[] _omitted;

    private LoadSession(IRunningLoad load, TextRange[] omitted)
    {
        _load = load;
        _omitted = omitted;
    }

    /// <summary>Starts psql and restricts it.</summary>
    /// <param name="target">Starts it.</param>
    /// <param name="database">The database.</param>
    /// <param name="isRestricted">Whether this psql knows \restrict.</param>
    /// <param name="omitted">What is not sent.</param>
    /// <param name="token">Cancels.</param>
    /// <param name="isTolerant">Whether it goes on after an error.</param>
    public static async Task<LoadSession> StartAsync(
        ISqlTarget target, string database, bool isRestricted, TextRange[] omitted, CancellationToken token, bool isTolerant = false)
    {
        LoadSession session = new(target.Start(database), omitted);
        bool done = false;
        try
        {
            string restrict = isRestricted ? $"\\restrict {Convert.ToHexString(RandomNumberGenerator.GetBytes(TokenBytes))}\n" : "";
            string tolerance = isTolerant ? "\\set ON_ERROR_STOP off\n" : "";
            await session.SendAsync(Encoding.ASCII.GetBytes(tolerance + restrict + Settings), token).ConfigureAwait(false);
            done = true;
            return session;
        }
        finally
        {
            if (!done)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Takes back all settings that were made in the session, but ours.</summary>
    public Task ResetAsync(CancellationToken token) => SendAsync(Encoding.ASCII.GetBytes(Settings), token);

    /// <summary>Sends text that is no piece of the dump's, or one that was cut already.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken token) => AskWhyAsync(_load.SendAsync(text, token).AsTask(), token);

    /// <summary>Waits until all that was sent was carried out.</summary>
    public Task SynchronizeAsync(CancellationToken token) => AskWhyAsync(_load.SynchronizeAsync(token), token);

    /// <summary>Sends a piece of the dump's text, without what is not to be sent.</summary>
    /// <param name="position">Where it begins in the text.</param>
    /// <param name="text">The piece.</param>
    /// <param name="token">Cancels.</param>
    public async ValueTask SendAsync(long position, ReadOnlyMemory<byte> text, CancellationToken token)
    {
        long end = position + text.Length;
        foreach (TextRange range in _omitted.Where(range => range.End > position && range.Start < end))
        {
            await SendAsync(text[..(int)Math.Max(0, range.Start - position)], token).ConfigureAwait(false);
            text = text[(int)Math.Min(text.Length, range.End - position)..];
            position = end - text.Length;
        }

        await SendAsync(text, token).ConfigureAwait(false);
    }

    /// <summary>Ends the text; returns only if every statement was carried out, or was to be tolerated.</summary>
    /// <returns>What psql said.</returns>
    public Task<string> CompleteAsync(CancellationToken token) => _load.CompleteAsync(token);

    public ValueTask DisposeAsync() => _load.DisposeAsync();

    private async Task AskWhyAsync(Task step, CancellationToken token)
    {
        try
        {
            await step.ConfigureAwait(false);
        }
        catch (IOException)
        {
            // psql ended before it had read all: it says why.
            await _load.CompleteAsync(token).ConfigureAwait(false);
            throw;
        }
    }
}
