using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class UndoTests(SampleFixture sample)
{
    [Fact]
    public void An_undo_after_somebody_dropped_the_restored_database_gives_the_previous_its_name_back()
    {
        LiveDatabase live = new(sample, "gone");
        live.Restore().ThrowOnError();
        sample.Server.Query("postgres", "DROP DATABASE gone");

        live.Invoke("Undo-HubRestore -Server $server -Database $database -Confirm:$false").ThrowOnError();

        live.AssertUntouched();
    }

    [Fact]
    public void A_restore_piped_to_undo_never_chooses_the_database()
    {
        LiveDatabase live = new(sample, "piped");
        SessionResult restored = live.Restore();

        SessionResult result = sample.Session.Invoke("param($server, $restore) $restore | Undo-HubRestore -Server $server -Database hub_chantier -Confirm:$false", new { server = sample.Server.Socket, restore = restored.Output[0] });

        Assert.Equal("WrongDatabase", result.ErrorId());
        Assert.Equal(sample.Server.Dump(SampleFixture.Database), sample.Server.Dump("piped"));
    }

    [Fact]
    public void Nothing_to_undo_and_nothing_kept_are_errors_that_name_it()
    {
        LiveDatabase live = new(sample, "nothing");

        Assert.Equal("RestoreNotFound", live.Invoke("Undo-HubRestore -Server $server -Database $database -Confirm:$false").ErrorId());
        Assert.Equal("RestoreNotFound", live.Invoke("Remove-HubRestore nothing -Server $server -Confirm:$false").ErrorId());
        live.AssertUntouched();
    }
}
