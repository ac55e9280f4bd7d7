using HubChantier.Backup.Health;
using HubChantier.Backup.UnitTests.Retention;
using HubChantier.Backup.UnitTests.Settings;

namespace HubChantier.Backup.UnitTests.Health;

[InEnglish]
public sealed class CopyHealthTests
{
    [Fact]
    public void Without_a_bucket_no_copy_is_missed()
        => Assert.Empty(HealthAssert.Only(HealthAssert.Well, expected: null).Copies);

    [Theory]
    [InlineData(HubCopyState.Verified, 1, null)]
    [InlineData(HubCopyState.Unverified, 1, null)]
    [InlineData(HubCopyState.Pending, 1, null)]
    [InlineData(HubCopyState.Verified, 26.1 / 24, HubHealthProblem.CopyTooOld)]
    [InlineData(HubCopyState.Uploading, 1, HubHealthProblem.CopyMissing)]
    [InlineData(HubCopyState.Failed, 1, HubHealthProblem.CopyMissing)]
    public void A_copy_in_the_configured_bucket_may_be_26_hours_old(HubCopyState state, double days, HubHealthProblem? expected)
    {
        HealthFacts facts = HealthAssert.Well with { Bucket = "ours", Endpoint = "S3.example.org", Backups = [Sent(days, state), Past.Made(0.5, drill: true)] };

        HubHealthCopy place = Assert.Single(HealthAssert.Only(facts, expected).Copies);

        Assert.Equal(("ours", true), (place.Bucket, place.IsConfigured));
        Assert.Equal(expected == HubHealthProblem.CopyMissing ? null : TimeSpan.FromDays(days).TotalHours, place.Age?.TotalHours);
        HealthAssert.Only(facts with { Endpoint = null }, expected);
    }

    [Fact]
    public void A_copy_elsewhere_or_of_a_backup_that_is_not_good_does_not_count()
    {
        HealthFacts facts = HealthAssert.Well with { Bucket = "ours", Endpoint = "s3.example.org", Backups = [Sent(1, bucket: "theirs"), Sent(0.9, endpoint: "s3.example.com"), Sent(0.8, accepted: false), Past.Made(0.5, drill: true)] };

        HubHealth health = HealthAssert.Only(facts, HubHealthProblem.CopyMissing);

        Assert.Equal([("ours", true, false), ("ours", false, true), ("theirs", false, true)], health.Copies.Select(place => (place.Bucket, place.IsConfigured, place.BackupName is not null)));
    }

    [Fact]
    public void Of_each_place_the_newest_copy_is_told()
    {
        HealthFacts facts = HealthAssert.Well with { Bucket = "ours", Backups = [Sent(3), Sent(2, bucket: "theirs"), Sent(1), Past.Made(0.5, drill: true)] };

        Assert.Equal([("ours", 24.0), ("theirs", 48.0)], HealthAssert.Only(facts, expected: null).Copies.Select(place => (place.Bucket, place.Age!.Value.TotalHours)));
    }

    [Fact]
    public void Where_the_bucket_was_looked_into_it_has_the_last_word()
    {
        HubBackup here = Sent(1), gone = here.WithListed(remote: null, "s3.example.org", "ours");
        HubBackup there = Past.Made(0.25).At(Copy(0.25), HubBackupState.Complete), cut = Past.Made(0.1).At(Copy(0.1), HubBackupState.Damaged);
        HealthFacts facts = HealthAssert.Well with { Bucket = "ours", Endpoint = "s3.example.org", Backups = [here, Past.Made(0.5, drill: true)] };

        HealthAssert.Only(facts, expected: null);
        HealthAssert.Only(facts with { WithBucket = [gone, facts.Backups[1]] }, HubHealthProblem.CopyMissing);
        HubHealth health = HealthAssert.Only(facts with { WithBucket = [gone, facts.Backups[1], there, cut] }, expected: null);

        Assert.Equal((there.Name, 6.0), (health.Copies.Single().BackupName, health.Copies.Single().Age!.Value.TotalHours));
        Assert.Same(facts.Backups[1], health.LastBackup);
    }

    [Fact]
    public void A_bucket_that_cannot_be_looked_into_is_told_and_the_manifests_are_believed()
    {
        HealthFacts facts = HealthAssert.Well with { Bucket = "ours", Endpoint = "s3.example.org", Backups = [Sent(1), Past.Made(0.5, drill: true)], BucketProblem = "No answer." };

        HubHealth health = HealthAssert.Only(facts, HubHealthProblem.BucketUnreadable);

        Assert.NotNull(health.Copies.Single().BackupName);
        Assert.EndsWith("No answer.", health.Reasons[0].Message, StringComparison.Ordinal);
    }

    /// <summary>A backup that was sent.</summary>
    private static HubBackup Sent(double daysAgo, HubCopyState state = HubCopyState.Verified, string bucket = "ours", string endpoint = "s3.example.org", bool? accepted = null)
        => Past.Made(daysAgo, accepted: accepted, copies: [Copy(daysAgo, state, bucket, endpoint)]);

    private static HubCopy Copy(double daysAgo, HubCopyState state = HubCopyState.Verified, string bucket = "ours", string endpoint = "s3.example.org")
        => new() { Endpoint = endpoint, Bucket = bucket, Key = "backups/x", State = state, Uploaded = Past.Now.AddDays(-daysAgo) };
}
