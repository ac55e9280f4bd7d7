using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Postgres;

/// <summary>A psql at work.</summary>
internal sealed class RunningLoad : IRunningLoad
{
    /// <summary>Too long to be met by chance in what a dump's statements answer, which nobody else reads.</summary>
    private const int WordLength = 32;

    private readonly ChildProcess _child;
    private readonly Task _reading;
    private volatile AwaitedWord? _awaited;

    public RunningLoad(ChildProcess child)
    {
        _child = child;
        _reading = ReadAsync();
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken token)
    {
        // psql frees its pipe page by page. Each time an asynchronous write would be taken up by a thread of the pool, which then looks round for other
        // work: a quarter of the processor time of a load. A thread of its own sleeps in the kernel until all is written.
        Task writing = Task.Factory.StartNew(
            () => _child.Input.Write(text.Span), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await writing.WaitAsync(token).ConfigureAwait(false);
    }

    public async Task SynchronizeAsync(CancellationToken token)
    {
        string word = RandomNumberGenerator.GetHexString(WordLength);
        AwaitedWord awaited = new(Encoding.ASCII.GetBytes(word), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _awaited = awaited;
        await SendAsync(Encoding.ASCII.GetBytes($"SELECT '{word}';\n"), token).ConfigureAwait(false);
        await Task.WhenAny(awaited.Said.Task, _reading).WaitAsync(token).ConfigureAwait(false);
        if (!awaited.Said.Task.IsCompleted)
        {
            throw new EndOfStreamException();
        }
    }

    public async Task<string> CompleteAsync(CancellationToken token)
    {
        try
        {
            _child.Input.Close();
        }
        catch (IOException)
        {
            // psql is gone before it read all; its exit code and its words say why.
        }

        ChildProcessResult result = await _child.WaitAsync(token).ConfigureAwait(false);
        await _reading.WaitAsync(token).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new BackupException(
                BackupFailure.LoadFailed,
                string.Format(CultureInfo.CurrentCulture, Strings.LoadFailed, result.ExitCode, result.ErrorText));
        }

        return result.ErrorText;
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    /// <summary>Reads the answers to setval and the like, which unread would stop psql, and looks for nothing in them but the awaited word.</summary>
    private async Task ReadAsync()
    {
        const int BufferLength = 4096;
        byte[] buffer = new byte[BufferLength];
        int held = 0;
        int count;
        while ((count = await _child.Output.ReadAsync(buffer.AsMemory(held)).ConfigureAwait(false)) > 0)
        {
            ReadOnlySpan<byte> answer = buffer.AsSpan(0, held + count);
            if (_awaited is { } awaited && answer.IndexOf(awaited.Word) >= 0)
            {
                awaited.Said.TrySetResult();
            }

            // The word may lie across two pieces.
            held = Math.Min(answer.Length, WordLength - 1);
            answer[^held..].CopyTo(buffer);
        }
    }

    private sealed record AwaitedWord(byte[] Word, TaskCompletionSource Said);
}
