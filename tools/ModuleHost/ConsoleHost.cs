using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace HubChantier.Backup.ModuleHost;

/// <summary>A host that writes to the console and never asks.</summary>
internal sealed class ConsoleHost : PSHost
{
    private readonly ConsoleUserInterface _ui;

    public ConsoleHost(TextWriter output, TextWriter error) => _ui = new ConsoleUserInterface(output, error);

    /// <summary>The code that the script gave to <c>exit</c>, or null.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "ModuleHost";

    public override Version Version => new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    /// <summary>An error as a person reads it: what happened and what to do.</summary>
    public void WriteError(ErrorRecord record)
    {
        _ui.WriteErrorLine($"{record.InvocationInfo?.MyCommand?.Name ?? "error"}: {record}");
        if (!string.IsNullOrEmpty(record.ErrorDetails?.RecommendedAction))
        {
            _ui.WriteErrorLine("  -> " + record.ErrorDetails.RecommendedAction);
        }
    }
}
