using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Several sessions load what one would, and what one could not load leaves nothing.</summary>
[Collection(nameof(SampleCollection))]
public sealed class ParallelLoadTests(SampleFixture sample, EveryObjectFixture every) : IClassFixture<EveryObjectFixture>
{
    private const string RestoreScript = "Restore-HubBackup $more.Path -Server $server -TargetDatabase $more.Target -PgBinDirectory $more.Programs -Jobs $more.Jobs -Verbose";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_kind_of_object_comes_back_by_any_number_of_sessions(int jobs)
    {
        string target = $"of_jobs_{jobs}";

        SessionResult result = Restore(every.Backup, target, jobs);

        Assert.Equal(jobs, (int)result.Single().Jobs);
        // Loading anew by one session would hide a plan that is wrong.
        Assert.Empty(result.Warnings);
        Assert.Equal(Dump(EveryObjectFixture.Database), Dump(target));
        const string OfRoot = "SELECT count(*), sum(id), count(DISTINCT mood) FROM by_mood";
        Assert.Equal(sample.Server.Query(EveryObjectFixture.Database, OfRoot), sample.Server.Query(target, OfRoot));
        Assert.Equal("0", sample.Server.Query(target, "SELECT count(*) FROM pg_index WHERE NOT indisvalid AND indexrelid <> 'only_root'::regclass"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_subscription_is_left_out_and_named_without_its_password(int jobs)
    {
        string database = $"subscribes_{jobs}";
        sample.Server.CreateDatabase(database, $"""
            CREATE TABLE t AS SELECT 1 AS a;
            CREATE SUBSCRIPTION "la copie; {jobs}" CONNECTION 'host=nowhere password=geheim' PUBLICATION p WITH (connect = false);
            COMMENT ON SUBSCRIPTION "la copie; {jobs}" IS 'with password=geheim';
            """);
        string path = (string)sample.Backup(sample.NewFolder(), database).FullName;

        SessionResult result = Restore(path, database + "_2", jobs);

        Assert.Equal(jobs, (int)result.Single().Jobs);
        Assert.Contains($"la copie; {jobs}", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain([.. result.Warnings, .. result.Verbose], line => line.Contains("geheim", StringComparison.Ordinal));
        Assert.Equal("0", sample.Server.Query(database + "_2", "SELECT count(*) FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()"));
        Assert.Equal("1", sample.Server.Query(database + "_2", "SELECT count(*) FROM t"));
    }

    [Fact]
    public void What_an_index_may_need_and_is_made_late_is_loaded_by_one_session()
    {
        sample.Server.CreateDatabase("late", """
            CREATE TABLE t (id int PRIMARY KEY, a int);
            INSERT INTO t VALUES (1, 2);
            CREATE FUNCTION by_key() RETURNS int LANGUAGE sql STABLE BEGIN ATOMIC SELECT a FROM t GROUP BY id; END;
            """);
        string path = (string)sample.Backup(sample.NewFolder(), "late").FullName;

        SessionResult result = Restore(path, "late_2", jobs: 2);

        Assert.Equal(1, (int)result.Single().Jobs);
        Assert.Empty(result.Warnings);
        Assert.Contains(result.Verbose, line => line.Contains("FUNCTION", StringComparison.Ordinal));
        Assert.Equal(sample.Server.Dump("late"), sample.Server.Dump("late_2"));
    }

    [Theory]
    [InlineData("one byte late")]
    [InlineData("in the middle of a member")]
    [InlineData("the next member")]
    [InlineData("swapped")]
    public void An_index_that_lies_leads_to_the_truth_or_to_a_refusal(string lie)
    {
        string path = every.Copy();
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(path + ".json"))!.AsObject();
        List<long> offsets = [.. manifest["members"]!["offsets"]!.AsArray().Select(offset => (long)offset!)];
        Assert.True(offsets.Count > 10);
        switch (lie)
        {
            case "one byte late":
                offsets[5]++;
                break;
            case "in the middle of a member":
                offsets[5] = (offsets[4] + offsets[5]) / 2;
                break;
            case "the next member":
                (offsets[5], offsets[6]) = (offsets[6], offsets[6] + 1);
                break;
            default:
                (offsets[5], offsets[6]) = (offsets[6], offsets[5]);
                break;
        }

        manifest["members"]!["offsets"] = new JsonArray([.. offsets.Select(offset => (JsonNode)offset)]);
        File.WriteAllText(path + ".json", manifest.ToJsonString());

        SessionResult result = Restore(path, "lied", jobs: 2);

        // The manifest's reader takes no index that is not in order.
        if (lie == "swapped")
        {
            Assert.Equal(1, (int)result.Single().Jobs);
            Assert.Equal(Dump(EveryObjectFixture.Database), Dump("lied"));
            sample.Server.Query("postgres", "DROP DATABASE lied");
        }
        else
        {
            Assert.Equal("ChecksumMismatch", result.ErrorId());
            Assert.Empty(sample.Server.Databases("lied"));
        }
    }

    [Fact]
    public void A_file_that_is_replaced_between_gate_and_load_is_found_out()
    {
        string path = every.Copy();
        string other = (string)sample.Backup(sample.NewFolder(), EveryObjectFixture.Database).FullName;

        // Once the first psql is done, the file is another; each session opens it anew.
        SessionResult result = Restore(path, "replaced", jobs: 2, $"cp -f '{other}' '{path}'; exec \"$real\" \"$@\"");

        Assert.Equal("ChecksumMismatch", result.ErrorId());
        Assert.Empty(sample.Server.Databases("replaced"));
    }

    [Fact]
    public void A_statement_that_fails_in_one_of_two_sessions_leaves_no_database()
    {
        SessionResult result = Restore(every.Backup, "parallel_fails", jobs: 2, "exec \"$real\" \"$@\" < <(stdbuf -oL sed 's/ADD CONSTRAINT orders_pkey /ADD CONSTRAINT nonsense of_mine /')");

        Assert.Equal("LoadFailed", result.ErrorId());
        Assert.Contains("of_mine", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains("of_mine", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(sample.Server.Databases("parallel_fails"));
        Assert.Equal("0", sample.Server.Query("postgres", "SELECT count(*) FROM pg_stat_activity WHERE starts_with(datname, 'parallel_fails')"));
    }

    [Fact]
    public void What_only_one_session_can_load_is_loaded_by_one_and_said()
    {
        // Only a load in pieces asks whether a piece is done.
        const string Whole = "exec \"$real\" \"$@\" < <(stdbuf -oL sed \"s/^SELECT '[0-9A-F]*';$/in pieces;/\")";

        SessionResult result = Restore(every.Backup, "again", jobs: 2, Whole);

        Assert.Equal(1, (int)result.Single().Jobs);
        Assert.Contains("in pieces", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(Dump(EveryObjectFixture.Database), Dump("again"));
    }

    /// <summary>The leaves of what is divided by the hash of an enum differ in each database.</summary>
    private string Dump(string database) => sample.Server.Dump(database, "--exclude-table-data=by_mood_*");

    private SessionResult Restore(string path, string target, int jobs, string? psql = null)
        => sample.Invoke(
            RestoreScript, "unused",
            more: new { Path = path, Target = target, Jobs = jobs, Programs = psql is null ? ThrowawayServer.Programs : ProgramStandIn.Folder("psql", psql) });
}
