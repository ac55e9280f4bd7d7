using System.Management.Automation;

namespace HubChantier.Backup.UnitTests.Help.Samples;

/// <summary>A cmdlet without sets, input or output.</summary>
[Cmdlet(VerbsDiagnostic.Test, "HubSample")]
public sealed class TestHubSampleCommand : SampleCommandBase;
