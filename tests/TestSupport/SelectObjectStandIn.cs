using System.Management.Automation;
using System.Reflection;

namespace HubChantier.Backup.TestSupport;

/// <summary>
/// Stands in for Select-Object, which lives in a module that the embedded engine lacks. What matters is how -First ends the
/// commands before it: by the engine's own exception, which only the engine can make.
/// </summary>
[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectStandIn : PSCmdlet
{
    private static readonly ConstructorInfo s_stopUpstream = typeof(PSCmdlet).Assembly
        .GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!
        .GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.Internal.InternalCommand")!])!;

    private readonly Queue<PSObject> _last = [];
    private int _seen;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public int First { get; set; }

    [Parameter]
    public int Last { get; set; }

    [Parameter(Position = 0)]
    public string[]? Property { get; set; }

    [Parameter]
    public string? ExpandProperty { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        if (Last > 0)
        {
            _last.Enqueue(InputObject);
            if (_last.Count > Last)
            {
                _last.Dequeue();
            }

            return;
        }

        Write(InputObject);
        if (First > 0 && ++_seen >= First)
        {
            throw (Exception)s_stopUpstream.Invoke([this]);
        }
    }

    protected override void EndProcessing()
    {
        foreach (PSObject value in _last)
        {
            Write(value);
        }
    }

    private void Write(PSObject value)
    {
        if (ExpandProperty is not null)
        {
            WriteObject(value.Properties[ExpandProperty].Value, enumerateCollection: true);
        }
        else if (Property is not null)
        {
            PSObject chosen = new();
            foreach (string name in Property)
            {
                chosen.Properties.Add(new PSNoteProperty(name, value.Properties[name]?.Value));
            }

            WriteObject(chosen);
        }
        else
        {
            WriteObject(value);
        }
    }
}
