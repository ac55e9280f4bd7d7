using System.Management.Automation;

namespace HubChantier.Backup.UnitTests.Help.Samples;

[Cmdlet(VerbsCommon.Get, "HubSample", DefaultParameterSetName = "List", SupportsShouldProcess = true)]
[OutputType(typeof(Version), typeof(string))]
public sealed class GetHubSampleCommand : SampleCommandBase
{
    [Parameter(Mandatory = true, ParameterSetName = "Newest")]
    public SwitchParameter Newest { get; set; }

    [Parameter(Position = 1, ParameterSetName = "List")]
    [PSDefaultValue(Value = SampleKind.Large)]
    public SampleKind[] Kind { get; set; } = [];

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "List")]
    [SupportsWildcards]
    [Alias("FullName", "N")]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipeline = true, ParameterSetName = "List")]
    [Parameter(ValueFromPipeline = true, ParameterSetName = "Newest", Mandatory = true)]
    public Version[] InputObject { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("verify", "ignore")]
    public string? Mode { get; set; }

    [Parameter(DontShow = true)]
    public SwitchParameter Hidden { get; set; }

    public string NoParameter { get; set; } = "";
}
