using System.Management.Automation;

namespace HubChantier.Backup.UnitTests.Help.Samples;

/// <summary>Gives a parameter to the cmdlets below it, as the product's bases do.</summary>
public abstract class SampleCommandBase : PSCmdlet
{
    [Parameter]
    [ValidateRange(1, 65535)]
    [PSDefaultValue(Help = "5432")]
    public int? Port { get; set; }
}
