using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Setup;

/// <summary>The end of the side database: dropped, and seen to be gone.</summary>
internal sealed class SideDatabaseDropCheck() : SetupCheck(HubSetupCategory.Restore, "SideDatabaseDropped", ServerLockCheck.Id)
{
    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        if (ground.Side is not { } side)
        {
            return SetupFinding.Skipped(Strings.SetupNeeds, SideDatabaseCheck.Id);
        }

        if (!await side.DropAsync(token).ConfigureAwait(false))
        {
            return SetupFinding.Failed($"DROP DATABASE {SqlText.Identifier(side.Name)} WITH (FORCE);", Strings.SideDatabaseLeft, side.Name, "");
        }

        ground.Side = null;
        return SetupFinding.Passed(Strings.SetupSideDatabaseDropped, side.Name);
    }
}
