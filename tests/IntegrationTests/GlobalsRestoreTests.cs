using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>-Globals: the roles that the server lacks are made before the load.</summary>
[Collection(nameof(SampleCollection))]
public sealed class GlobalsRestoreTests(SampleFixture sample)
{
    private const string Secret = "SCRAM-SHA-256$";
    private const string Restore = "Restore-HubBackup $more.Path -Server $server -Database $database -Globals -Verbose ";

    /// <summary>All that is known of some roles, whoever gave it.</summary>
    private const string Describe = """
        SELECT r.rolname, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication, r.rolbypassrls, r.rolconnlimit,
               a.rolpassword, r.rolvaliduntil, s.setconfig, shobj_description(r.oid, 'pg_authid'),
               (SELECT string_agg(m.roleid::regrole || ' ' || m.admin_option, ',' ORDER BY m.roleid::regrole::text) FROM pg_auth_members m WHERE m.member = r.oid)
          FROM pg_roles r JOIN pg_authid a ON a.oid = r.oid LEFT JOIN pg_db_role_setting s ON s.setrole = r.oid AND s.setdatabase = 0
        """;

    [Fact]
    public void Roles_that_are_missing_come_back_whole_and_those_that_are_there_stay_as_they_are()
    {
        sample.Server.Query("postgres", """
            CREATE ROLE gl1_owner; CREATE ROLE "gl1 ""l'été""; $$" CREATEDB CONNECTION LIMIT 3; CREATE ROLE gl1_kept;
            CREATE ROLE gl1_app LOGIN PASSWORD 'très-secret' VALID UNTIL '2030-01-01'; ALTER ROLE gl1_app SET search_path = a, "B c";
            COMMENT ON ROLE gl1_app IS E'l''appli; \\x\n-- CREATE ROLE gl1_evil;'; ALTER ROLE gl1_app SET application_name = E'a\nb\\''c';
            GRANT gl1_owner TO gl1_app WITH ADMIN OPTION; GRANT gl1_owner TO gl1_kept; GRANT pg_monitor TO gl1_app; GRANT gl1_kept TO "gl1 ""l'été""; $$";
            """);
        dynamic backup = Backup("gl1", "CREATE TABLE t (a int); ALTER TABLE t OWNER TO gl1_owner; GRANT SELECT ON t TO gl1_app, gl1_kept; ALTER DATABASE gl1 OWNER TO gl1_owner");
        string roles = Roles("gl1");
        string dump = sample.Server.Dump("gl1");
        Drop("gl1", "gl1_owner, gl1_app, \"gl1 \"\"l'été\"\"; $$\"");
        sample.Server.Query("postgres", "ALTER ROLE gl1_kept CONNECTION LIMIT 7; ALTER DATABASE postgres SET log_statement = 'all'");

        SessionResult result;
        try
        {
            Assert.Equal("RoleMissing", sample.Invoke(Restore.Replace("-Globals", "", StringComparison.Ordinal), "", "gl1", With(backup)).ErrorId());
            dynamic plan = sample.Invoke("Get-HubRestorePlan $more.Path -Server $server -Database $database -Globals", "", "gl1", With(backup)).Single();
            Assert.Equal(["gl1 \"l'été\"; $$", "gl1_app", "gl1_owner"], (IEnumerable<string>)plan.RolesToCreate);
            Assert.Equal("1", sample.Server.Query("postgres", "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'gl1%'"));

            result = sample.Invoke(Restore, "", "gl1", With(backup)).ThrowOnError();
        }
        finally
        {
            sample.Server.Query("postgres", "ALTER DATABASE postgres RESET log_statement");
        }

        Assert.Equal(roles.Replace("gl1_kept|f|t|f|f|f|f|f|-1|", "gl1_kept|f|t|f|f|f|f|f|7|", StringComparison.Ordinal), Roles("gl1"));
        Assert.Equal(dump, sample.Server.Dump("gl1"));
        Assert.Contains(Secret, roles, StringComparison.Ordinal);
        string said = string.Join('\n', [.. result.Verbose, .. result.Warnings]) + File.ReadAllText(Path.Combine(sample.Server.Socket, "server.log"));
        Assert.Contains("gl1_owner", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_may_create_roles_needs_no_superuser()
    {
        sample.Server.Query("postgres", "CREATE ROLE gl2_owner; CREATE ROLE gl2_app LOGIN PASSWORD 'x'; GRANT gl2_owner TO gl2_app; CREATE ROLE gl2_low LOGIN CREATEDB");
        dynamic backup = Backup("gl2", "CREATE SCHEMA s; ALTER SCHEMA s OWNER TO gl2_owner; CREATE TABLE s.t (a int); ALTER TABLE s.t OWNER TO gl2_owner; GRANT SELECT ON s.t TO gl2_app; GRANT CREATE ON DATABASE gl2 TO gl2_owner");
        Drop("gl2", "gl2_owner, gl2_app");
        const string AsLow = " -IgnorePrivileges -AssumeRoom -Credential ([pscredential]::new('gl2_low', [securestring]::new()))";

        SessionResult refused = sample.Invoke(Restore + AsLow, "", "gl2", With(backup));
        Assert.Equal("PermissionDenied", refused.ErrorId());
        Assert.Contains("CREATEROLE", refused.Error().ToString(), StringComparison.Ordinal);
        sample.Server.Query("postgres", "ALTER ROLE gl2_low CREATEROLE");

        sample.Invoke(Restore + AsLow, "", "gl2", With(backup)).ThrowOnError();

        Assert.Equal("gl2_owner", sample.Server.Query("gl2", "SELECT tableowner FROM pg_tables WHERE tablename = 't'"));
        Assert.Contains($"|{Secret}", sample.Server.Query("postgres", Describe + " WHERE r.rolname = 'gl2_app'"), StringComparison.Ordinal);
        Assert.Contains("gl2_owner false", sample.Server.Query("postgres", Describe + " WHERE r.rolname = 'gl2_app'"), StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_with_rights_over_the_whole_server_are_named_and_only_a_superuser_makes_them()
    {
        sample.Server.Query("postgres", "CREATE ROLE gl3_super SUPERUSER; CREATE ROLE gl3_low LOGIN CREATEDB CREATEROLE");
        dynamic backup = Backup("gl3", "CREATE TABLE t (a int)");
        Drop("gl3", "gl3_super");

        SessionResult refused = sample.Invoke(Restore + " -Credential ([pscredential]::new('gl3_low', [securestring]::new()))", "", "gl3", With(backup));
        SessionResult asked = sample.Invoke("Get-HubRestorePlan $more.Path -Server $server -Database $database -Globals", "", "gl3", With(backup));

        Assert.Equal("PermissionDenied", refused.ErrorId());
        Assert.Contains("gl3_super", refused.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains((IEnumerable<string>)((dynamic)asked.Single()).Warnings, warning => warning.Contains("gl3_super", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_one_statement_is_refused_no_role_is_made_and_no_password_is_shown()
    {
        sample.Server.Query("postgres", "CREATE ROLE gl4_a LOGIN PASSWORD 'x'; CREATE ROLE gl4_z; ALTER ROLE gl4_z SET work_mem = '3MB'");
        dynamic backup = Backup("gl4", "CREATE TABLE t (a int); GRANT SELECT ON t TO gl4_a");
        // The server reads the hash as a date, and says what it has read.
        Change((object)backup, text => Regex.Replace(text, "PASSWORD '([^']*)'", "PASSWORD '$1' VALID UNTIL '$1'").Replace("work_mem TO '3MB'", "work_mem TO 'many'", StringComparison.Ordinal));
        Drop("gl4", "gl4_a, gl4_z");
        string before = sample.Server.Query("postgres", "SELECT datname FROM pg_database ORDER BY 1");

        SessionResult result = sample.Invoke(Restore, "", "gl4", With(backup));

        Assert.Equal("QueryFailed", result.ErrorId());
        Assert.Contains("gl4_a", result.Error().ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, $"{result.Error()} {result.Error().Exception}", StringComparison.Ordinal);
        Assert.Equal("0", sample.Server.Query("postgres", "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'gl4%'"));
        Assert.Equal(before, sample.Server.Query("postgres", "SELECT datname FROM pg_database ORDER BY 1"));

        dynamic restore = sample.Invoke(Restore + " -IgnorePrivileges", "", "gl4", With(backup)).Single();

        Assert.Equal(2, ((IEnumerable<string>)restore.Remarks).Count(remark => remark.Contains("gl4_", StringComparison.Ordinal)));
        Assert.Equal("2", sample.Server.Query("postgres", "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'gl4%'"));
    }

    [Theory]
    [InlineData("\\! touch '{0}'\n", "HostileDump")]
    [InlineData("DROP DATABASE hub_chantier;\n", "HostileDump")]
    [InlineData("DO $$ BEGIN RAISE 'x'; END $$;\n", "HostileDump")]
    [InlineData("ALTER ROLE gl5 PASSWORD 'SCRAM-SHA-256$1' SUPERUSER;\n", "HostileDump")]
    [InlineData("ALTER ROLE gl5 SET search_path TO current_user;\n", "HostileDump")]
    public void A_file_that_holds_anything_else_is_refused_whatever_its_manifest_says(string added, string expected)
    {
        if (sample.Server.Query("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'gl5'") == "0")
        {
            sample.Server.Query("postgres", "CREATE ROLE gl5 LOGIN PASSWORD 'x'");
        }

        string trace = Path.Combine(Directory.CreateTempSubdirectory("hub-trace-").FullName, "trace");
        dynamic backup = Backup("gl5_db", "CREATE TABLE t (a int)");
        Change((object)backup, text => text.Insert(text.IndexOf("--\n-- User", StringComparison.Ordinal), string.Format(null, added, trace)));
        sample.Server.Query("postgres", "DROP DATABASE gl5_db");

        SessionResult result = sample.Invoke(Restore, "", "gl5_db", With(backup));

        Assert.Equal(expected, result.ErrorId());
        Assert.DoesNotContain(Secret, result.Error().ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public void A_file_that_is_cut_or_changed_or_not_there_is_refused()
    {
        dynamic backup = Backup("gl6", "CREATE TABLE t (a int)");
        sample.Server.Query("postgres", "DROP DATABASE gl6");
        string path = backup.GlobalsPath;
        string text = File.ReadAllText(path);

        File.WriteAllText(path, text.Replace("NOLOGIN", "LOGIN", StringComparison.Ordinal));
        Assert.Equal("ChecksumMismatch", sample.Invoke(Restore, "", "gl6", With(backup)).ErrorId());
        Change((object)backup, _ => text[..text.IndexOf("\\unrestrict", StringComparison.Ordinal)]);
        Assert.Equal("ContentMismatch", sample.Invoke(Restore, "", "gl6", With(backup)).ErrorId());
        File.Delete(path);
        Assert.Equal("ChecksumMismatch", sample.Invoke(Restore, "", "gl6", With(backup)).ErrorId());
        Assert.Equal("GlobalsMissing", sample.Invoke(Restore, "", "gl6", With(sample.Backup(sample.NewFolder()))).ErrorId());
    }

    [Fact]
    public void Roles_come_back_through_compose_too()
    {
        using StandInDocker docker = new();
        string composeFile = docker.ComposeFile(sample.Server);
        sample.Server.Query("postgres", "CREATE ROLE gl7_app LOGIN PASSWORD 'x'; COMMENT ON ROLE gl7_app IS E'a\\\\b;\n:c'; CREATE ROLE gl7_grp; GRANT gl7_grp TO gl7_app");
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase("gl7", "CREATE TABLE t (a int); GRANT SELECT ON t TO gl7_app");
        dynamic backup = sample.Invoke("Invoke-HubBackup -ComposeFile $more -Database $database -BackupDirectory $folder -IncludeGlobals", folder, "gl7", composeFile).Single();
        string roles = Roles("gl7");
        Drop("gl7", "gl7_app, gl7_grp");

        sample.Invoke("Restore-HubBackup $more.Path -ComposeFile $more.Compose -Database $database -Globals -AssumeRoom", "", "gl7", new { Path = (string)backup.FullName, Compose = composeFile }).ThrowOnError();

        Assert.Equal(roles, Roles("gl7"));
    }

    private dynamic Backup(string database, string sql)
    {
        sample.Server.CreateDatabase(database, sql);
        return sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -IncludeGlobals", sample.NewFolder(), database).Single();
    }

    /// <summary>Changes the file, and its checksum in the manifest with it.</summary>
    private static void Change(object changed, Func<string, string> change)
    {
        dynamic backup = changed;
        string path = backup.GlobalsPath;
        File.WriteAllText(path, change(File.ReadAllText(path)));
        string manifest = backup.FullName + ".json";
        JsonNode node = JsonNode.Parse(File.ReadAllText(manifest))!;
        node["globals"]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        node["globals"]!["length"] = new FileInfo(path).Length;
        File.WriteAllText(manifest, node.ToJsonString());
    }

    private static object With(dynamic backup) => new { Path = (string)backup.FullName };

    private string Roles(string prefix) => sample.Server.Query("postgres", $"{Describe} WHERE r.rolname LIKE '{prefix}%' ORDER BY 1");

    private void Drop(string database, string roles) => sample.Server.Query("postgres", $"DROP DATABASE {database}; DROP ROLE {roles}");
}
