using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The example scripts that need a server or a bucket, run to their exit code.</summary>
[Collection(nameof(SampleCollection))]
public sealed class ExampleTests(SampleFixture sample, S3Server server)
{
    [Fact]
    public void The_drill_alone_ends_with_0_if_the_newest_backup_came_back_and_a_question_may_fail_it()
    {
        Dictionary<string, string> environment = Environment(out string folder);
        dynamic backup = sample.Backup(folder);

        (int code, string output, string error) = Example("restore-drill.ps1", environment, "-Assert", "select count(*) > 0 from sans_cle");
        Assert.True(code == 0, error);
        Assert.StartsWith($"{backup.Name}: {backup.Rows} rows came back.", output, StringComparison.Ordinal);

        (code, _, error) = Example("restore-drill.ps1", environment, "-Assert", "select count(*) = 0 from sans_cle");
        Assert.True(code == 13, error);
        Assert.Contains((string)backup.Name, error);
    }

    [Fact]
    public void The_drill_alone_ends_with_11_without_a_server()
    {
        Dictionary<string, string> environment = Environment(out string folder);
        sample.Backup(folder);
        environment["PGHOST"] = "/nowhere";

        (int code, _, string error) = Example("restore-drill.ps1", environment);

        Assert.Equal(11, code);
        Assert.StartsWith("ServerUnreachable: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_go_to_two_places_and_the_drill_takes_one_of_them()
    {
        (string first, string second) = (server.NewBucket(), server.NewBucket());
        Dictionary<string, string> environment = Environment(out string folder, first);
        dynamic backup = sample.Backup(folder);
        string key = $"backups/{backup.Name}.json";

        (int code, string output, string error) = Example("copy-to-two-regions.ps1", environment, "-SecondBucket", second);
        Assert.True(code == 0, error);
        Assert.StartsWith($"{backup.Name}: {first} Verified, {second} Verified.", output, StringComparison.Ordinal);
        Assert.NotNull(server.Client.Head(first, key));
        Assert.NotNull(server.Client.Head(second, key));

        Directory.Delete(folder, recursive: true);
        (code, _, error) = Example("restore-drill.ps1", environment, "-FromS3");
        Assert.True(code == 0, error);
    }

    [Fact]
    public void A_first_place_that_cannot_be_reached_ends_with_20_and_the_second_has_its_copy()
    {
        string second = server.NewBucket();
        Dictionary<string, string> environment = Environment(out string folder, "no-such-bucket-of-ours");
        dynamic backup = sample.Backup(folder);

        (int code, string output, string error) = Example("copy-to-two-regions.ps1", environment, "-SecondBucket", second);

        Assert.True(code == 20, error);
        Assert.StartsWith($"{backup.Name}: no-such-bucket-of-ours Failed, {second} Verified.", output, StringComparison.Ordinal);
        Assert.Contains("S3BucketMissing: ", error);
        Assert.NotNull(server.Client.Head(second, $"backups/{backup.Name}.json"));
    }

    private Dictionary<string, string> Environment(out string folder, string? bucket = null)
    {
        folder = sample.NewFolder();
        Dictionary<string, string> environment = new()
        {
            ["PGHOST"] = sample.Server.Socket,
            ["POSTGRES_DB"] = SampleFixture.Database,
            ["BACKUP_DIR"] = folder,
            ["LANG"] = "C.UTF-8",
        };
        if (bucket is not null)
        {
            environment["S3_BACKUP_BUCKET"] = bucket;
            environment["S3_ENDPOINT_URL"] = server.Endpoint.AbsoluteUri;
            foreach ((string name, string value) in server.Keys.Environment)
            {
                environment[name] = value;
            }
        }

        return environment;
    }

    private static (int Code, string Output, string Error) Example(string name, Dictionary<string, string> environment, params string[] arguments)
        => Command.TryRun("dotnet", [KilledRunTests.ModuleHost, "-File", RepositoryRoot.Combine("examples", name), .. arguments], environment);
}
