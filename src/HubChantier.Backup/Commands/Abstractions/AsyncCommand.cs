using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using HubChantier.Backup.Commands.Errors;
using HubChantier.Backup.Commands.Hosting;
using HubChantier.Backup.Journal;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>
/// A cmdlet whose work runs on the thread pool while the pipeline thread writes what it says. The work never outlives
/// the cmdlet: Ctrl+C, SIGTERM, SIGHUP and a consumer that wants no more all cancel it, and the cmdlet waits for its end.
/// </summary>
public abstract class AsyncCommand : PSCmdlet, IDisposable
{
    /// <summary>A signal to a whole group of processes may end a child before it reaches us; on a busy machine not by milliseconds only.</summary>
    private static readonly TimeSpan s_signalDelay = TimeSpan.FromSeconds(1);

    private readonly StopSource _stop = new();

    /// <summary>The clock of the cmdlet's work; a test has its own.</summary>
    private protected virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>What third-party packages give; loaded when first asked for.</summary>
    private protected static IProviders Providers => ProvidersHost.Providers;

    /// <summary>The journal in which runs are kept; null for none.</summary>
    private protected virtual RunJournal? Journal => null;

    /// <summary>Runs work that concerns one of several things: a failure is written as an error and the cmdlet goes on with the next.</summary>
    /// <param name="work">The work.</param>
    /// <param name="result">What it gave.</param>
    /// <param name="journaled">What the journal says of it; null for work that changes nothing.</param>
    /// <returns>Whether the work was done; <paramref name="result"/> is set only then.</returns>
    private protected bool TryRun<T>(Func<WorkContext, CancellationToken, Task<T>> work, out T? result, RunSubject? journaled = null)
    {
        try
        {
            result = Await(work, journaled);
            return true;
        }
        catch (BackupException exception) when (exception.Failure != BackupFailure.Cancelled)
        {
            WriteFailure(exception);
            result = default;
            return false;
        }
        catch (BackupException exception)
        {
            Fail(exception);
            throw;
        }
    }

    /// <summary>Runs work without which nothing can go on: a failure ends the cmdlet.</summary>
    /// <param name="work">The work.</param>
    /// <param name="journaled">What the journal says of it; null for work that changes nothing.</param>
    private protected T Run<T>(Func<WorkContext, CancellationToken, Task<T>> work, RunSubject? journaled = null)
    {
        try
        {
            return Await(work, journaled);
        }
        catch (BackupException exception)
        {
            Fail(exception);
            throw;
        }
    }

    /// <summary>Asks a person, and goes on only with a yes: an answer of no, or nobody to ask, ends the cmdlet with its own error.</summary>
    private protected bool Agrees(Func<bool> question)
    {
        try
        {
            return question();
        }
        catch (BackupException exception)
        {
            Fail(exception);
            throw;
        }
    }

    /// <summary>Keeps an event in the log file, if the cmdlet has one; called on the pipeline thread.</summary>
    internal virtual void Record(string message)
    {
    }

    /// <summary>Writes a failure that concerns one of several things; the cmdlet goes on with the next.</summary>
    private protected void WriteFailure(BackupException exception)
    {
        Record(ErrorCatalogue.LogLine(exception));
        WriteError(ErrorCatalogue.Record(exception));
    }

    /// <summary>Ends the cmdlet with a failure.</summary>
    [DoesNotReturn]
    private protected void Fail(BackupException exception)
    {
        Record(ErrorCatalogue.LogLine(exception));
        ThrowTerminatingError(ErrorCatalogue.Record(exception));
        throw exception;
    }

    /// <summary>Cancels the work; called by PowerShell on another thread on Ctrl+C.</summary>
    protected override void StopProcessing() => _stop.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">False from a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    private T Await<T>(Func<WorkContext, CancellationToken, Task<T>> work, RunSubject? journaled)
    {
        using PipelineRelay relay = new();
        using StopSignals signals = new(_stop);
        WorkContext context = new(this, relay, Clock);
        Task<T> task = Task.Run(() => WorkAsync(work, context, relay, journaled), CancellationToken.None);

        bool listening = false;
        try
        {
            relay.Pump();
            listening = true;
        }
        finally
        {
            // `break` or Select-Object -First downstream, Ctrl+C at a prompt: what they throw goes on, but only when the work has ended.
            if (!listening)
            {
                _stop.Stop();
                relay.Discard();
            }

            // Waits, throws nothing, and takes note of a failure that nobody else would look at.
            ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            context.EndProgress(show: !Stopping);
        }

        return Result(task);
    }

    private async Task<T> WorkAsync<T>(Func<WorkContext, CancellationToken, Task<T>> work, WorkContext context, PipelineRelay relay, RunSubject? journaled)
    {
        try
        {
            return journaled is not null && Journal is { } journal
                ? await new RunRecorder(journal).RunAsync(journaled, () => SettleAsync(work, context), context.Operation, _stop.Token)
                : await SettleAsync(work, context);
        }
        finally
        {
            relay.Complete();
        }
    }

    /// <summary>Does the work, and waits with a failure until it is known whether it is one.</summary>
    private async Task<T> SettleAsync<T>(Func<WorkContext, CancellationToken, Task<T>> work, WorkContext context)
    {
        try
        {
            return await work(context, _stop.Token);
        }
        catch (BackupException exception) when (exception.Failure is BackupFailure.DumpFailed or BackupFailure.LoadFailed)
        {
            // pg_dump ends with 1 on SIGINT and SIGTERM, as it does on any error: only the signal that is to come tells them apart.
            await Task.Delay(s_signalDelay, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private T Result<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (Exception exception) when (_stop.Token.IsCancellationRequested && exception is OperationCanceledException or BackupException or IOException)
        {
            if (Stopping)
            {
                throw new PipelineStoppedException();
            }

            // A child that dies of the terminal's own Ctrl+C before we do looks like a failure and is none.
            throw new BackupException(BackupFailure.Cancelled, Strings.Cancelled, exception);
        }
    }
}
