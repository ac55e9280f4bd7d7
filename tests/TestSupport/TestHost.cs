using System.Globalization;
using System.Management.Automation.Host;

namespace HubChantier.Backup.TestSupport;

/// <summary>A host that keeps what a person would have seen and answers as the test says.</summary>
public sealed class TestHost : PSHost
{
    private readonly CultureInfo _culture;

    public TestHost(CultureInfo culture, bool interactive, int width)
    {
        _culture = culture;
        Interface = new TestUserInterface(interactive, width);
    }

    public TestUserInterface Interface { get; }

    public int? ExitCode { get; private set; }

    public override string Name => "TestHost";

    public override Version Version => new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Interface;

    public override CultureInfo CurrentCulture => _culture;

    public override CultureInfo CurrentUICulture => _culture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
