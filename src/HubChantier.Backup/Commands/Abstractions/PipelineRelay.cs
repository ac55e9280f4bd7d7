using System.Collections.Concurrent;
using System.Management.Automation;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>
/// Carries actions from work on the thread pool to the pipeline thread, the only one on which a cmdlet may write or ask.
/// Bounded: work that says more than the pipeline takes waits for it.
/// </summary>
internal sealed class PipelineRelay : IDisposable
{
    private const int Capacity = 64;

    private readonly BlockingCollection<Entry> _entries = new(Capacity);

    /// <summary>Hands an action over; called by the work. The actions run in this order.</summary>
    public void Post(Action action) => _entries.Add(new Entry(action, Drop: null));

    /// <summary>Has the pipeline thread answer a question, such as ShouldContinue or a user's script block; called by the work.</summary>
    /// <returns>
    /// The answer. What a script block or a prompt that cannot be shown throws is the work's to judge and comes out here;
    /// Ctrl+C and <c>break</c> end the cmdlet, and then the wait is cancelled, as it is when nobody asks the question any more.
    /// </returns>
    public Task<T> AskAsync<T>(Func<T> question, CancellationToken token)
    {
        // Not on the thread that answers: the work would run on the pipeline thread.
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _entries.Add(new Entry(Ask, Drop: () => answer.TrySetCanceled(CancellationToken.None)), token);
        return answer.Task.WaitAsync(token);

        void Ask()
        {
            try
            {
                // A prompt for work that is being cancelled would ask a person for nothing.
                if (!token.IsCancellationRequested)
                {
                    answer.TrySetResult(question());
                }
            }
            catch (RuntimeException exception) when (exception is not PipelineStoppedException)
            {
                answer.TrySetException(exception);
            }
            finally
            {
                // Does nothing to an answer that was given.
                answer.TrySetCanceled(CancellationToken.None);
            }
        }
    }

    /// <summary>Says that nothing more will come; called by the work, whatever became of it.</summary>
    public void Complete() => _entries.CompleteAdding();

    /// <summary>Runs the actions as they come, until <see cref="Complete"/>; called by the pipeline thread.</summary>
    public void Pump()
    {
        foreach (Entry entry in _entries.GetConsumingEnumerable())
        {
            entry.Run();
        }
    }

    /// <summary>Takes what still comes and drops it, until <see cref="Complete"/>, so that work which is being stopped never waits for room or for an answer.</summary>
    public void Discard()
    {
        foreach (Entry entry in _entries.GetConsumingEnumerable())
        {
            entry.Drop?.Invoke();
        }
    }

    public void Dispose() => _entries.Dispose();

    /// <summary>What the pipeline thread does, or, when it does not listen any more, what tells the work so.</summary>
    private readonly record struct Entry(Action Run, Action? Drop);
}
