using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Journal;

/// <summary>Runs an operation and puts a line about it into the journal, whatever became of it. A journal that cannot be written is a warning.</summary>
public sealed class RunRecorder
{
    private readonly RunJournal _journal;

    /// <summary>Makes the recorder of a journal.</summary>
    public RunRecorder(RunJournal journal) => _journal = journal;

    /// <summary>Runs the work.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="work">The work; what it gives or throws comes out as it is.</param>
    /// <param name="context">The clock, and where a journal that cannot be written is told.</param>
    /// <param name="token">What cancels the work: a failure after that is a cancellation. The line is written all the same.</param>
    public async Task<T> RunAsync<T>(RunSubject subject, Func<Task<T>> work, OperationContext context, CancellationToken token)
    {
        DateTimeOffset started = context.Time.GetUtcNow();
        long began = context.Time.GetTimestamp();
        RunOutcome? outcome = null;
        try
        {
            T result = await work().ConfigureAwait(false);
            outcome = RunOutcome.Of(result);
            return result;
        }
        catch (BackupException exception) when (!token.IsCancellationRequested)
        {
            outcome = RunOutcome.Failed(exception);
            throw;
        }
        finally
        {
            outcome ??= RunOutcome.Stopped(token.IsCancellationRequested);
            HubBackup? backup = outcome.Backup ?? subject.Backup;
            HubRun run = new()
            {
                Schema = HubRun.CurrentSchema,
                Id = Guid.CreateVersion7(started),
                Operation = subject.Operation,
                Database = subject.Database,
                Source = subject.Source,
                Started = started,
                Finished = context.Time.GetUtcNow(),
                DurationSeconds = Math.Round(context.Time.GetElapsedTime(began).TotalSeconds, digits: 3),
                User = Environment.UserName,
                Host = Environment.MachineName,
                ProcessId = Environment.ProcessId,
                Result = outcome.Result,
                ErrorId = outcome.ErrorId,
                Message = outcome.Message,
                BackupName = backup?.Name,
                Bytes = backup?.Length,
                Target = subject.Target,
                FreeBytes = _journal.FreeBytes,
            };
            await KeepAsync(run, context).ConfigureAwait(false);
        }
    }

    private async Task KeepAsync(HubRun run, OperationContext context)
    {
        try
        {
            await _journal.AppendAsync(run, context.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BackupException exception)
        {
            context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.JournalNotWritten, _journal.Path, exception.Message));
        }
    }
}
