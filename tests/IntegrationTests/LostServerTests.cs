using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Servers that go away, and surroundings that say strange things.</summary>
[Collection(nameof(SampleCollection))]
public sealed class LostServerTests(SampleFixture sample)
{
    private const string Backup = "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder";

    [Fact]
    public void A_server_that_stops_in_mid_dump_leaves_nothing_and_is_then_named_as_down()
    {
        using ThrowawayServer server = new();
        server.CreateSample(SampleFixture.Database, rows: 20000);
        string folder = sample.NewFolder();
        string programs = ProgramStandIn.Folder("pg_dump", $"\"$real\" \"$@\" | {{ head -c 200000; {server.StopCommand} >&2; cat; }}; exit ${{PIPESTATUS[0]}}");

        SessionResult stopped = Invoke(server.Socket, Backup + " -PgBinDirectory $more", folder, programs);
        SessionResult down = Invoke(server.Socket, Backup, folder);

        Assert.Equal("DumpFailed", stopped.ErrorId());
        Assert.Contains("server closed the connection unexpectedly", stopped.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains("Nothing was kept", stopped.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("ServerUnreachable", down.ErrorId());
        Assert.Contains(server.Socket, down.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains("pg_isready", down.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    [Fact]
    public void A_port_where_nobody_listens_is_named()
    {
        SessionResult result = Invoke("127.0.0.1", Backup + " -Port 1", sample.NewFolder());

        Assert.Equal("ServerUnreachable", result.ErrorId());
        Assert.Contains("127.0.0.1:1", result.Error().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PGCLIENTENCODING", "nonsense")]
    [InlineData("PGOPTIONS", "-c nonsense=on")]
    [InlineData("PGTZ", "nonsense")]
    [InlineData("PGDATESTYLE", "nonsense")]
    [InlineData("PGSERVICE", "nonsense")]
    [InlineData("LC_ALL", "xx_XX.UTF-8")]
    public void What_the_surroundings_say_of_other_clients_is_not_listened_to(string variable, string value)
    {
        using EnvironmentScope surroundings = new(variable, value);
        string folder = sample.NewFolder();

        dynamic backup = sample.Backup(folder);
        string target = "surroundings_" + variable.ToLowerInvariant();
        dynamic restore = sample.Invoke("Restore-HubBackup -Path $more.Path -Server $server -TargetDatabase $more.Target", folder, more: new { Path = backup.FullName, Target = target }).Single();

        Assert.Equal((long)backup.Rows, (long)restore.RowsFound);
    }

    [Fact]
    public void Bytes_of_no_encoding_come_back_as_they_were()
    {
        const string Database = "no_encoding";
        const string Sum = "SELECT md5(string_agg(textsend(a)::text, ',' ORDER BY a)) FROM t";
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase(Database, options: "TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        sample.Server.Query(Database, """CREATE TABLE t (a text); INSERT INTO t VALUES (E'\xff\xfe\xe9'), (E'\xc3\x28'), (E'tab\tet\\\\'), (E'\xe2\x82')""");

        sample.Backup(folder, Database);
        sample.Invoke("Get-HubBackup -Latest -Database $database -BackupDirectory $folder | Restore-HubBackup -Server $server -TargetDatabase no_encoding_2", folder, Database).ThrowOnError();

        Assert.Equal(sample.Server.Query(Database, Sum), sample.Server.Query("no_encoding_2", Sum));
    }

    private SessionResult Invoke(string server, string script, string folder, string? more = null) => sample.Session.Invoke(
        "param($server, $folder, $database, $more)\n" + script, new { server, folder, database = SampleFixture.Database, more });
}
