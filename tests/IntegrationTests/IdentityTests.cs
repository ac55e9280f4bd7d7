using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>What belongs to a database itself is in the manifest, and can be given to another one.</summary>
[Collection(nameof(SampleCollection))]
public sealed class IdentityTests(SampleFixture sample) : IDisposable
{
    private const string Everything = """
        SELECT pg_get_userbyid(datdba), datacl, datconnlimit, shobj_description(d.oid, 'pg_database'),
               (SELECT string_agg(concat_ws('|', pg_get_userbyid(setrole), setconfig), E'\n' ORDER BY setrole) FROM pg_db_role_setting WHERE setdatabase = d.oid)
          FROM pg_database d WHERE datname =
        """;

    private readonly FrameSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_manifest_has_what_a_dump_lacks()
    {
        Create("identite", "identity_");
        string folder = sample.NewFolder();

        dynamic backup = sample.Backup(folder, "identite");

        JsonNode identity = JsonNode.Parse(File.ReadAllText(backup.FullName + ".json"))!["identity"]!;
        Assert.Equal("identity_owner", (string?)identity["owner"]);
        Assert.Equal(sample.Server.Query("postgres", "SELECT datacl FROM pg_database WHERE datname = 'identite'"), (string?)identity["acl"]);
        Assert.Equal("Chantier d’« été » ; 'oui'", (string?)identity["comment"]);
        Assert.Equal(17, (int)identity["connection_limit"]!);
        Assert.Equal("pg_default", (string?)identity["tablespace"]);
        Assert.Equal(
            sample.Server.Query("postgres", "SELECT coalesce(to_jsonb(d) ->> 'datcollversion', '') FROM pg_database d WHERE datname = 'identite'"),
            (string?)identity["collation_version"] ?? "");
        Assert.Contains(identity["settings"]!.AsArray(), node => (string?)node!["name"] == "search_path" && (string?)node["value"] == "public, \"a, \"\"b\"\"\"");
        Assert.Contains(identity["settings"]!.AsArray(), node => (string?)node!["role"] == "identity_app" && (string?)node["name"] == "work_mem");
        Assert.Contains(identity["grants"]!.AsArray(), node => node!["grantee"] is null && (string?)node["privilege"] == "TEMPORARY");
        Assert.Equal("identity_owner", (string)backup.Identity.Owner);
    }

    [Theory]
    [InlineData("Copy-FrameIdentity -Server $server -From copie_1 -To $arguments.To")]
    [InlineData("Copy-FrameIdentity -Server $server -Backup (Invoke-HubBackup -Server $server -Database copie_1 -BackupDirectory $arguments.Folder) -To $arguments.To")]
    public void A_new_database_gets_the_same_from_the_live_one_and_from_a_manifest(string script)
    {
        Create("copie_1", "copy_");
        sample.Server.CreateDatabase("copie_2");

        SessionResult result = _session.Invoke(sample.Server, script, new { To = "copie_2", Folder = sample.NewFolder() }).ThrowOnError();

        Assert.Empty(result.Output);
        Assert.Equal(sample.Server.Query("postgres", Everything + "'copie_1'"), sample.Server.Query("postgres", Everything + "'copie_2'"));
        Drop("copie_1", "copie_2");
    }

    [Fact]
    public void Default_grants_stay_default_and_a_mark_stays()
    {
        sample.Server.CreateDatabase("simple_1");
        sample.Server.CreateDatabase("simple_2");
        sample.Server.Query("postgres", "COMMENT ON DATABASE simple_2 IS 'a mark'");

        _session.Invoke(sample.Server, "Copy-FrameIdentity -Server $server -From simple_1 -To simple_2 -WithoutComment").ThrowOnError();

        Assert.Equal("hubchantier||-1|a mark|", sample.Server.Query("postgres", Everything + "'simple_2'"));
    }

    [Fact]
    public void What_a_role_may_not_do_is_told_and_the_rest_is_done()
    {
        Create("limite_1", "limit_");
        sample.Server.Query("postgres", "CREATE ROLE limit_restorer LOGIN CREATEDB; GRANT limit_owner TO limit_restorer; CREATE DATABASE limite_2 OWNER limit_restorer");

        SessionResult result = _session.Invoke(
            sample.Server,
            "$none = [securestring]::new(); Copy-FrameIdentity -Server $server -Credential ([pscredential]::new('limit_restorer', $none)) -From limite_1 -To limite_2").ThrowOnError();

        string[] problems = [.. result.Output.Select(value => $"{value.BaseObject}")];
        // Settings of other roles, and grants in another role's name.
        Assert.Contains(problems, problem => problem.StartsWith("Setting work_mem (limit_app): ", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("Grant limit_reader: ", StringComparison.Ordinal));
        // From PostgreSQL 15 on, a setting that no extension declares is a superuser's too.
        Assert.Equal(2, problems.Count(problem => !problem.StartsWith("Setting hub.note: ", StringComparison.Ordinal)));
        string expected = sample.Server.Query("postgres", "SELECT concat_ws('|', pg_get_userbyid(datdba), datconnlimit, shobj_description(oid, 'pg_database')) FROM pg_database WHERE datname = 'limite_1'");
        Assert.Equal(expected, sample.Server.Query("postgres", "SELECT concat_ws('|', pg_get_userbyid(datdba), datconnlimit, shobj_description(oid, 'pg_database')) FROM pg_database WHERE datname = 'limite_2'"));
        Assert.Contains("limit_app=c*/limit_owner", sample.Server.Query("postgres", "SELECT datacl FROM pg_database WHERE datname = 'limite_2'"), StringComparison.Ordinal);
    }

    private void Create(string database, string roles)
    {
        sample.Server.CreateDatabase(database);
        sample.Server.Query("postgres", $"""
            CREATE ROLE {roles}owner;
            CREATE ROLE {roles}app;
            CREATE ROLE {roles}reader;
            ALTER DATABASE {database} OWNER TO {roles}owner;
            GRANT CONNECT ON DATABASE {database} TO {roles}app WITH GRANT OPTION;
            GRANT ALL ON DATABASE {database} TO hubchantier;
            SET ROLE {roles}app;
            GRANT CONNECT ON DATABASE {database} TO {roles}reader;
            RESET ROLE;
            REVOKE CONNECT ON DATABASE {database} FROM PUBLIC;
            ALTER DATABASE {database} CONNECTION LIMIT 17;
            COMMENT ON DATABASE {database} IS 'Chantier d’« été » ; ''oui''';
            ALTER DATABASE {database} SET search_path TO public, 'a, "b"';
            ALTER DATABASE {database} SET "hub.note" TO 'l''été = \ "x", y';
            ALTER DATABASE {database} SET datestyle TO 'ISO', 'DMY';
            ALTER ROLE {roles}app IN DATABASE {database} SET work_mem TO '7MB';
            """);
    }

    private void Drop(params string[] databases)
    {
        foreach (string database in databases)
        {
            sample.Server.Query("postgres", $"DROP DATABASE {database}");
        }

        sample.Server.Query("postgres", "DROP ROLE copy_owner, copy_app, copy_reader");
    }
}
