using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace HubChantier.Backup.TestSupport;

/// <summary>Keeps text and questions; answers questions from a queue, and refuses them where nobody is there to be asked.</summary>
public sealed class TestUserInterface : PSHostUserInterface
{
    private readonly bool _interactive;
    private readonly StringBuilder _text = new();

    public TestUserInterface(bool interactive, int width)
    {
        _interactive = interactive;
        RawUI = new TestRawUserInterface(width);
    }

    /// <summary>What was written, without colours.</summary>
    public string Text => _text.ToString();

    /// <summary>Captions and messages of the questions that were asked.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>The choices to be taken, by their place: 0 is yes, 2 is no.</summary>
    public Queue<int> Choices { get; } = [];

    public override PSHostRawUserInterface RawUI { get; }

    public void Clear() => _text.Clear();

    public override void Write(string value) => _text.Append(GetOutputString(value, supportsVirtualTerminal: false));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => _text.AppendLine(GetOutputString(value, supportsVirtualTerminal: false));

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Add(caption + "\n" + message);
        return _interactive && Choices.TryDequeue(out int choice) ? choice : throw Refused();
    }

    public override string ReadLine() => throw Refused();

    public override SecureString ReadLineAsSecureString() => throw Refused();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw Refused();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Refused();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
        => throw Refused();

    private static HostException Refused() => new("There is nobody to ask.");
}
