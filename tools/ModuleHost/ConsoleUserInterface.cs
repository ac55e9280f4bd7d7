using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace HubChantier.Backup.ModuleHost;

/// <summary>Writes text; every question is refused, as pwsh -NonInteractive does.</summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    public ConsoleUserInterface(TextWriter output, TextWriter error)
    {
        _output = output;
        _error = error;
    }

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUserInterface();

    public override void Write(string value) => _output.Write(Plain(value, Console.IsOutputRedirected));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => _output.WriteLine(Plain(value, Console.IsOutputRedirected));

    public override void WriteErrorLine(string value) => _error.WriteLine(Plain(value, Console.IsErrorRedirected));

    public override void WriteWarningLine(string message) => _error.WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => _error.WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => _error.WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // A log has no place for a bar.
    }

    public override string ReadLine() => throw Refused();

    public override SecureString ReadLineAsSecureString() => throw Refused();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw Refused();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw Refused();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Refused();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
        => throw Refused();

    private static string Plain(string value, bool redirected) => GetOutputString(value, supportsVirtualTerminal: !redirected);

    private static HostException Refused() => new("There is nobody to ask: ModuleHost never prompts.");
}
