using System.Collections.Concurrent;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>
/// Carries actions from work on the thread pool to the pipeline thread, the only one on which a cmdlet may write or ask.
/// Bounded: work that says more than the pipeline takes waits for it.
/// </summary>
internal sealed class PipelineRelay : IDisposable
{
    private const int Capacity = 64;

    private readonly BlockingCollection<Action> _actions = new(Capacity);

    /// <summary>Hands an action over; called by the work. The actions run in this order.</summary>
    public void Post(Action action) => _actions.Add(action);

    /// <summary>Has the pipeline thread answer a question, such as ShouldContinue or a user's script block; called by the work.</summary>
    public Task<T> AskAsync<T>(Func<T> question, CancellationToken token)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // What the question throws (a prompt that cannot be shown, Ctrl+C at it) is the pipeline's to handle: Pump ends with it,
        // the caller cancels the work, and with it this wait.
        _actions.Add(() => answer.SetResult(question()), token);
        return answer.Task.WaitAsync(token);
    }

    /// <summary>Says that nothing more will come; called by the work, whatever became of it.</summary>
    public void Complete() => _actions.CompleteAdding();

    /// <summary>Runs the actions as they come, until <see cref="Complete"/>; called by the pipeline thread.</summary>
    public void Pump()
    {
        foreach (Action action in _actions.GetConsumingEnumerable())
        {
            action();
        }
    }

    /// <summary>Takes what still comes and drops it, until <see cref="Complete"/>, so that work which is being stopped never waits for room.</summary>
    public void Discard()
    {
        foreach (Action _ in _actions.GetConsumingEnumerable())
        {
            // Dropped: the pipeline no longer listens.
        }
    }

    public void Dispose() => _actions.Dispose();
}
