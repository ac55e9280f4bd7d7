using HubChantier.Backup.Operations;

namespace HubChantier.Backup.Setup;

/// <summary>Room on the server's disk for a second copy of the database, which a restore and a drill need.</summary>
internal sealed class RestoreRoomCheck() : SetupCheck(HubSetupCategory.Restore, "ServerRoom", ConnectionCheck.Id)
{
    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        long? free = await ServerRoom.FreeAsync(ground.Session, token).ConfigureAwait(false);
        return free switch
        {
            null => SetupFinding.Skipped(Strings.SetupServerRoomUnknown, ByteSize.Text(ground.DatabaseSize)),
            { } bytes when bytes < ground.DatabaseSize => SetupFinding.Warning(Strings.SetupServerRoomAdvice, Strings.SetupServerRoomSmall, ByteSize.Text(ground.DatabaseSize), ByteSize.Text(bytes)),
            _ => SetupFinding.Passed(Strings.SetupServerRoom, ByteSize.Text(ground.DatabaseSize), ByteSize.Text(free)),
        };
    }
}
