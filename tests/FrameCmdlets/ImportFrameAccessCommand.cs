using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Loads a backup's file of owners and grants into a database, or only checks whether it could be.</summary>
[Cmdlet(VerbsData.Import, "FrameAccess")]
public sealed class ImportFrameAccessCommand : ServerCommand
{
    [Parameter(Mandatory = true)]
    public HubBackup Backup { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public string To { get; set; } = "";

    [Parameter]
    public SwitchParameter CheckOnly { get; set; }

    [Parameter]
    public SwitchParameter Unchecked { get; set; }

    [Parameter]
    public SwitchParameter KeepGoing { get; set; }

    protected override void ProcessRecord() => WriteObject(Run(ImportAsync), enumerateCollection: true);

    private async Task<object> ImportAsync(WorkContext work, CancellationToken token)
    {
        await using IDatabaseSession session = await DatabaseServer.ConnectAsync(To, token);
        AccessCheck check = await AccessLoad.CheckAsync(Backup, AgeIdentities.Of(work.Operation), session, rolesToCreate: [], token);
        if (CheckOnly)
        {
            return check;
        }

        if (!Unchecked)
        {
            check.ThrowUnlessClear(Backup);
        }

        PostgresVersion version = await ServerQuestions.VersionAsync(session, token);
        IPostgresClient client = await ClientAsync(version, token);
        return await AccessLoad.RunAsync(Backup, AgeIdentities.Of(work.Operation), client, To, version, KeepGoing, token);
    }
}
