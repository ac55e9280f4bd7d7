using System.Globalization;

namespace HubChantier.Backup.Loading;

/// <summary>One of those who load at the same time: a psql and its reader, which do one task after the other. Neither is there before the first.</summary>
internal sealed class LoadWorker : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<LoadSession>> _start;
    private readonly LoadSource _source;
    private readonly Action<int> _sent;
    private readonly TimeSpan _patience;
    private LoadSession? _session;
    private MemberReader? _reader;

    /// <summary>Makes it.</summary>
    /// <param name="start">Starts a psql.</param>
    /// <param name="source">Where the dump's text is read.</param>
    /// <param name="sent">Told the bytes of the text, piece after piece.</param>
    /// <param name="patience">How long a psql that was just started may take to answer its first question.</param>
    public LoadWorker(Func<CancellationToken, Task<LoadSession>> start, LoadSource source, Action<int> sent, TimeSpan patience)
    {
        _start = start;
        _source = source;
        _sent = sent;
        _patience = patience;
    }

    /// <summary>Loads entries and returns when psql has carried them out.</summary>
    /// <param name="preamble">What stands before all entries.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.LoadFailed"/>.</exception>
    public async Task LoadAsync(ReadOnlyMemory<byte> preamble, IEnumerable<LoadEntry> entries, CancellationToken token)
    {
        _session ??= await StartAsync(token).ConfigureAwait(false);
        _reader ??= _source.Open();
        await _session.ResetAsync(token).ConfigureAwait(false);
        await _session.SendAsync(position: 0, preamble, token).ConfigureAwait(false);
        foreach (LoadEntry entry in entries)
        {
            await _session.SendAsync(entry.Settings, token).ConfigureAwait(false);
            long position = entry.Range.Start;
            await _reader.ReadAsync(
                entry.Range,
                async (text, cancel) =>
                {
                    await _session.SendAsync(position, text, cancel).ConfigureAwait(false);
                    position += text.Length;
                    _sent(text.Length);
                },
                token).ConfigureAwait(false);
        }

        await _session.SynchronizeAsync(token).ConfigureAwait(false);
    }

    /// <summary>Ends psql; returns only if it has nothing to complain of.</summary>
    public Task CompleteAsync(CancellationToken token) => _session?.CompleteAsync(token) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
        }

        _reader?.Dispose();
    }

    /// <summary>
    /// Starts a psql that answers while its input is open. A wrapper that gathers its input, such as a filter in a pipe, would have the load wait for
    /// ever: one session loads what it can, for it asks nothing before the end.
    /// </summary>
    private async Task<LoadSession> StartAsync(CancellationToken token)
    {
        LoadSession session = await _start(token).ConfigureAwait(false);
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            limit.CancelAfter(_patience);
            await session.SynchronizeAsync(limit.Token).ConfigureAwait(false);
            return session;
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw new BackupException(
                BackupFailure.LoadFailed, string.Format(CultureInfo.CurrentCulture, Strings.ProgramSilent, _patience.TotalSeconds), exception);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
