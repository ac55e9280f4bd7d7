using System.Management.Automation;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.FrameCmdlets;

/// <summary>Carries the identity of a database, or the one in a backup's manifest, over to another database.</summary>
[Cmdlet(VerbsCommon.Copy, "FrameIdentity")]
public sealed class CopyFrameIdentityCommand : ServerCommand
{
    [Parameter]
    public string From { get; set; } = "";

    [Parameter]
    public HubBackup? Backup { get; set; }

    [Parameter(Mandatory = true)]
    public string To { get; set; } = "";

    [Parameter]
    public SwitchParameter WithoutComment { get; set; }

    protected override void ProcessRecord() => WriteObject(Run(CopyAsync), enumerateCollection: true);

    private async Task<IReadOnlyList<HubIdentityProblem>> CopyAsync(WorkContext work, CancellationToken token)
    {
        await using IDatabaseSession session = await DatabaseServer.ConnectAsync("postgres", token);
        HubDatabaseIdentity identity = Backup?.Identity ?? await DatabaseIdentityQuestions.ReadAsync(session, From, token);
        return await DatabaseIdentityCarryOver.ApplyAsync(session, To, identity, !WithoutComment, token);
    }
}
