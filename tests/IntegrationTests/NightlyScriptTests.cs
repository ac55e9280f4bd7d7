using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>What the night's script does where it may not do everything: keys that only write, a role that does not see the server's disk.</summary>
[Collection(nameof(SampleCollection))]
public sealed class NightlyScriptTests(SampleFixture sample, S3Server s3)
{
    [Fact]
    public void A_drill_whose_room_nobody_can_measure_is_made_only_where_it_is_assumed()
    {
        const string Role = "veilleuse";
        sample.Server.Query("postgres", $"CREATE ROLE {Role} LOGIN CREATEDB");
        sample.Server.CreateDatabase(Role, options: $"OWNER {Role}");
        Dictionary<string, string> environment = Environment(Role, Role);

        (int code, string output, string error) = Night(environment);
        Assert.True(code == 10, output + error);
        Assert.Contains("Backup: veilleuse_backup_", output, StringComparison.Ordinal);
        Assert.StartsWith("RoomUnknown: ", error, StringComparison.Ordinal);

        environment["BACKUP_ASSUME_ROOM"] = "true";
        (code, output, error) = Night(environment);
        Assert.True(code == 0, output + error);
        Assert.Contains("Drill: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("sept", 10)]
    public void Keys_that_may_only_write_leave_the_bucket_s_rotation_to_others_and_drills_can_be_left_out(string drillDays, int expected)
    {
        string bucket = s3.NewBucket();
        s3.Allow(bucket, "s3:PutObject", "s3:AbortMultipartUpload");
        Dictionary<string, string> environment = Environment(SampleFixture.Database, ThrowawayServer.User);
        environment["S3_BACKUP_BUCKET"] = bucket;
        environment["S3_ENDPOINT_URL"] = s3.Endpoint.AbsoluteUri;
        environment["BACKUP_DRILL_DAYS"] = drillDays;
        foreach ((string name, string value) in s3.OtherKeys.Environment)
        {
            environment[name] = value;
        }

        (int code, string output, string error) = Night(environment);

        Assert.True(code == expected, output + error);
        Assert.Contains($"Copy: in bucket {bucket}.", output, StringComparison.Ordinal);
        Assert.Contains($"Rotation in bucket {bucket}: left to others.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Drill: ", output, StringComparison.Ordinal);
        Assert.Equal(expected == 10, error.Contains("BACKUP_DRILL_DAYS is 'sept'", StringComparison.Ordinal));
    }

    private Dictionary<string, string> Environment(string database, string user) => new()
    {
        ["PGHOST"] = sample.Server.Socket,
        ["POSTGRES_DB"] = database,
        ["POSTGRES_USER"] = user,
        ["BACKUP_DIR"] = sample.NewFolder(),
        ["LANG"] = "C.UTF-8",
    };

    private static (int Code, string Output, string Error) Night(Dictionary<string, string> environment)
        => Command.TryRun("dotnet", [KilledRunTests.ModuleHost, "-File", RepositoryRoot.Combine("examples", "nightly-backup.ps1")], environment);
}
