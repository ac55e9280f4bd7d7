using System.Management.Automation;
using HubChantier.Backup.Commands.Hosting;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>What work of a cmdlet speaks through; every call is safe from any thread and reaches the pipeline thread in order.</summary>
internal sealed class WorkContext : IOperationLog
{
    private static readonly string[] s_console = ["PSHOST"];

    private readonly AsyncCommand _command;
    private readonly PipelineRelay _relay;
    private readonly ProgressRelay _progress;

    public WorkContext(AsyncCommand command, PipelineRelay relay, TimeProvider clock)
    {
        _command = command;
        _relay = relay;
        _progress = new ProgressRelay(command, relay, clock);
        Operation = new OperationContext(this, _progress, clock, static () => ProvidersHost.Providers.CreateZstdCodec(), static () => ProvidersHost.Providers.CreateX25519());
    }

    /// <summary>The same, as Core's operations take it.</summary>
    public OperationContext Operation { get; }

    public void Write(string message) => _relay.Post(() =>
    {
        _command.Record(message);
        _command.WriteVerbose(message);
    });

    public void Warn(string message) => _relay.Post(() =>
    {
        _command.Record("WARNING " + message);
        _command.WriteWarning(message);
    });

    /// <summary>Shows a line to whoever looks at the console, as Write-Host does.</summary>
    public void Say(string line) => _relay.Post(() => _command.WriteInformation(new HostInformationMessage { Message = line }, s_console));

    /// <summary>Writes an object to the pipeline. Waits if the pipeline is slow.</summary>
    public void Emit(object value) => _relay.Post(() => _command.WriteObject(value));

    /// <summary>Has the pipeline thread answer: a prompt, a script block of the user's.</summary>
    public Task<T> AskAsync<T>(Func<T> question, CancellationToken token) => _relay.AskAsync(question, token);

    /// <summary>Takes the progress bar away; called on the pipeline thread.</summary>
    public void EndProgress(bool show) => _progress.End(show);
}
