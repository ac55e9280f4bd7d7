using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class DrillTests(SampleFixture sample)
{
    private const string Drill = "Test-HubBackup $more.Path -Drill -Server $server -PgBinDirectory $more.Programs -Assert $more.Assert";

    [Fact]
    public void A_drill_restores_verifies_keeps_its_result_and_leaves_no_database()
    {
        dynamic backup = sample.Backup(sample.NewFolder());

        dynamic test = Run((string)backup.FullName, assert: ["select count(*) > 0 from chantiers", "select not exists (select from pg_index where not indisvalid)"]).Single();

        Assert.True(test.Passed);
        Assert.Equal((long)backup.Rows, (long)test.Rows);
        Assert.Equal("Drill", test.Backup.Verifications[0].Kind.ToString());
        Assert.Contains("\"Drill\"", File.ReadAllText((string)backup.FullName + ".json"), StringComparison.Ordinal);
        AssertNoneLeft();
    }

    [Theory]
    [InlineData("select count(*) < 0 from chantiers", ": f")]
    [InlineData("select 1, 2", "1 ")]
    [InlineData("select true from generate_series(1, 3)", "3 rows")]
    [InlineData("select nonsense", "nonsense")]
    [InlineData("select null::boolean", "null")]
    [InlineData("delete from chantiers returning true", "read-only")]
    public void An_assertion_that_is_not_true_fails_the_drill_and_says_what_came(string assertion, string answer)
    {
        dynamic backup = sample.Backup(sample.NewFolder());

        dynamic test = Run((string)backup.FullName, assert: [assertion, "select true"]).Single();

        Assert.False(test.Passed);
        string problem = Assert.Single((IEnumerable<string>)test.Problems);
        Assert.Contains(assertion, problem, StringComparison.Ordinal);
        Assert.Contains(answer, problem, StringComparison.Ordinal);
        Assert.False(test.Backup.Verifications[0].Passed);
        AssertNoneLeft();
    }

    [Fact]
    public void A_backup_that_does_not_come_back_is_a_result()
    {
        dynamic backup = sample.Backup(sample.NewFolder());

        dynamic test = Run((string)backup.FullName, ProgramStandIn.Folder("psql", "exec \"$real\" \"$@\" < <(stdbuf -oL sed '/ligne 1999$/d')")).Single();

        Assert.False(test.Passed);
        Assert.Contains("public.sans_cle", (string)test.Problems[0], StringComparison.Ordinal);
        AssertNoneLeft();
    }

    [Fact]
    public void Constraints_declared_not_valid_and_views_left_empty_come_back_as_they_were()
    {
        sample.Server.CreateDatabase("odd", """
            CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int, n int);
            INSERT INTO b VALUES (7, -1);
            ALTER TABLE b ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES a NOT VALID, ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;
            CREATE DOMAIN d AS int; CREATE TABLE c (v d); INSERT INTO c VALUES (-1);
            ALTER DOMAIN d ADD CONSTRAINT high CHECK (VALUE > 0) NOT VALID;
            CREATE TABLE parent (n int); CREATE TABLE child () INHERITS (parent); INSERT INTO child VALUES (-1);
            ALTER TABLE parent ADD CONSTRAINT above CHECK (n > 0) NOT VALID;
            CREATE MATERIALIZED VIEW filled AS SELECT 1 AS x; CREATE MATERIALIZED VIEW empty AS SELECT 1 AS x WITH NO DATA;
            """);
        string folder = sample.NewFolder();
        dynamic backup = sample.Backup(folder, "odd");

        Assert.True(Run((string)backup.FullName).Single().Passed);

        dynamic skipped = Run((string)backup.FullName, ProgramStandIn.Folder("psql", "exec \"$real\" \"$@\" < <(stdbuf -oL sed '/REFRESH MATERIALIZED VIEW/d')")).Single();
        Assert.False(skipped.Passed);
        Assert.Contains("materialised", (string)skipped.Problems[0], StringComparison.Ordinal);
        dynamic declared = Run((string)backup.FullName, ProgramStandIn.Folder("psql", "exec \"$real\" \"$@\" < <(stdbuf -oL sed 's/PRIMARY KEY (id)/CHECK (id > 0) NOT VALID/')")).Single();
        Assert.False(declared.Passed);
    }

    [Fact]
    public void A_question_without_a_drill_is_refused_and_WhatIf_restores_nothing()
    {
        dynamic backup = sample.Backup(sample.NewFolder());

        Assert.Equal("SettingInvalid", sample.Session.Invoke("param($path) Test-HubBackup $path -Assert 'select true'", new { path = (string)backup.FullName }).ErrorId());
        Assert.Empty(sample.Invoke("Test-HubBackup $more -Drill -Server $server -WhatIf", "unused", more: (string)backup.FullName).ThrowOnError().Output);
    }

    private void AssertNoneLeft() => Assert.Empty(sample.Server.Databases("hub_chantier_drill"));

    private SessionResult Run(string path, string? programs = null, params string[] assert)
        => sample.Invoke(Drill.Replace(assert.Length == 0 ? " -Assert $more.Assert" : "\0", "", StringComparison.Ordinal), "unused",
            more: new { Path = path, Programs = programs ?? ThrowawayServer.Programs, Assert = assert });
}
