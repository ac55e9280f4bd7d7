using HubChantier.Backup.OperationTests.Support;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;
using HubChantier.Backup.Setup;

namespace HubChantier.Backup.OperationTests;

/// <summary>A pooler between us and the server, which gives our session's locks to others.</summary>
[Collection(nameof(ServerCollection))]
public sealed class SetupPoolerTests(ServerFixture fixture)
{
    [Theory]
    [InlineData(true, HubSetupStatus.Failed)]
    [InlineData(false, HubSetupStatus.Passed)]
    public async Task A_pooler_that_keeps_no_sessions_is_told(bool isPooled, HubSetupStatus expected)
    {
        string database = fixture.NewDatabase("CREATE TABLE t (a int)", owner: ServerFixture.Maker);
        ConnectionSettings connection = fixture.Connection(ServerFixture.Maker);
        IDatabaseServer server = ServerFixture.Questions(connection);
        await using PoolingServer pooler = new(server);
        List<HubSetupCheck> checks = [];
        SetupOperation operation = new(
            connection,
            isPooled ? pooler : server,
            async (version, token) => await ServerFixture.ClientAsync(connection, version, programs: null, token),
            () => throw new InvalidOperationException("No bucket is set."));

        await operation.RunAsync(Request(database), checks.Add, new RecordingLog().Context, CancellationToken.None);

        HubSetupCheck found = Assert.Single(checks, check => check.Name == "ServerLock");
        Assert.Equal(expected, found.Status);
        Assert.Equal(expected, checks.Single(check => check.Name == "SideDatabase").Status == HubSetupStatus.Skipped ? HubSetupStatus.Failed : HubSetupStatus.Passed);
        Assert.Equal(isPooled, found.Recommendation?.Contains("PGPORT", StringComparison.Ordinal) ?? false);
    }

    private SetupRequest Request(string database) => new()
    {
        Survey = SettingSurvey.Of(new SettingSources
        {
            Parameters = new Dictionary<string, object?> { ["Database"] = database, ["BackupDirectory"] = "/nowhere" },
            Environment = new Dictionary<string, string>(),
            CurrentFolder = "/",
            HomeFolder = "",
        }),
        MayMakeDatabase = true,
        MayWriteFolder = false,
        MayWriteObject = false,
        Schedules = _ => [],
        Advice = failure => failure.ToString(),
    };
}
