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
            null => SetupFinding.Skipped(Strings.SetupServerRoomUnknown, ground.DatabaseSize),
            { } bytes when bytes < ground.DatabaseSize => SetupFinding.Warning(Strings.SetupServerRoomAdvice, Strings.SetupServerRoomSmall, ground.DatabaseSize, bytes),
            _ => SetupFinding.Passed(Strings.SetupServerRoom, ground.DatabaseSize, free),
        };
    }
}
