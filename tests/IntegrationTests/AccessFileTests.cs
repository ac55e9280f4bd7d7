using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Owners and grants, which the data file leaves out, are in a file beside it.</summary>
[Collection(nameof(SampleCollection))]
public sealed class AccessFileTests(SampleFixture sample)
{
    /// <summary>Every object that can have an owner or grants, with both; large objects by number, all else by name.</summary>
    private const string Access = """
        SELECT 'class ' || c.oid::regclass, pg_get_userbyid(relowner), relacl::text FROM pg_class c WHERE c.oid >= 16384 AND relkind NOT IN ('i', 'I', 't')
        UNION ALL SELECT 'column ' || attrelid::regclass || '.' || attname, '', attacl::text FROM pg_attribute WHERE attacl IS NOT NULL
        UNION ALL SELECT 'proc ' || oid::regprocedure, pg_get_userbyid(proowner), proacl::text FROM pg_proc WHERE oid >= 16384
        UNION ALL SELECT 'schema ' || nspname, pg_get_userbyid(nspowner), nspacl::text FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'
        UNION ALL SELECT 'type ' || oid::regtype, pg_get_userbyid(typowner), typacl::text FROM pg_type WHERE oid >= 16384
        UNION ALL SELECT 'large object ' || oid, pg_get_userbyid(lomowner), lomacl::text FROM pg_largeobject_metadata
        UNION ALL SELECT 'language ' || lanname, pg_get_userbyid(lanowner), lanacl::text FROM pg_language
        UNION ALL SELECT 'wrapper ' || fdwname, pg_get_userbyid(fdwowner), fdwacl::text FROM pg_foreign_data_wrapper
        UNION ALL SELECT 'server ' || srvname, pg_get_userbyid(srvowner), srvacl::text FROM pg_foreign_server
        UNION ALL SELECT 'operator ' || oid::regoperator, pg_get_userbyid(oprowner), '' FROM pg_operator WHERE oid >= 16384
        UNION ALL SELECT 'class of operators ' || opcname, pg_get_userbyid(opcowner), '' FROM pg_opclass WHERE oid >= 16384
        UNION ALL SELECT 'family ' || opfname, pg_get_userbyid(opfowner), '' FROM pg_opfamily WHERE oid >= 16384
        UNION ALL SELECT 'collation ' || collname, pg_get_userbyid(collowner), '' FROM pg_collation WHERE oid >= 16384
        UNION ALL SELECT 'conversion ' || conname, pg_get_userbyid(conowner), '' FROM pg_conversion WHERE oid >= 16384
        UNION ALL SELECT 'statistics ' || stxname, pg_get_userbyid(stxowner), '' FROM pg_statistic_ext
        UNION ALL SELECT 'configuration ' || cfgname, pg_get_userbyid(cfgowner), '' FROM pg_ts_config WHERE oid >= 16384
        UNION ALL SELECT 'dictionary ' || dictname, pg_get_userbyid(dictowner), '' FROM pg_ts_dict WHERE oid >= 16384
        UNION ALL SELECT 'publication ' || pubname, pg_get_userbyid(pubowner), '' FROM pg_publication
        UNION ALL SELECT 'event trigger ' || evtname, pg_get_userbyid(evtowner), '' FROM pg_event_trigger
        UNION ALL SELECT 'extension ' || extname, pg_get_userbyid(extowner), '' FROM pg_extension
        UNION ALL SELECT 'default ' || pg_get_userbyid(defaclrole) || ' ' || coalesce(nspname, '') || ' ' || defaclobjtype::text, '', defaclacl::text
          FROM pg_default_acl LEFT JOIN pg_namespace n ON n.oid = defaclnamespace
        ORDER BY 1
        """;

    private static readonly string s_objects = """
        CREATE ROLE acces_chef; CREATE ROLE "accès \"app\"; DROP TABLE x; --"; CREATE ROLE "acces'lecteur"; CREATE ROLE public_;
        """.Replace("\\\"", "\"\"", StringComparison.Ordinal);

    [Fact]
    public void Data_and_access_files_restore_what_a_full_dump_restores()
    {
        Create("acces_1");
        sample.Server.CreateDatabase("acces_plein");
        sample.Server.CreateDatabase("acces_beside");
        string full = Path.Combine(Directory.CreateTempSubdirectory("hub-full-").FullName, "full.sql");
        File.WriteAllText(full, sample.Server.Dump("acces_1"));

        dynamic backup = sample.Backup(sample.NewFolder(), "acces_1");

        Load("acces_plein", $"cat '{full}'");
        Load("acces_beside", $"gunzip -c '{backup.FullName}'");
        string without = sample.Server.Query("acces_beside", Access);
        Load("acces_beside", $"cat '{backup.AccessPath}'");
        string expected = sample.Server.Query("acces_1", Access);
        Assert.Equal(expected, sample.Server.Query("acces_plein", Access));
        Assert.NotEqual(expected, without);
        Assert.Equal(expected, sample.Server.Query("acces_beside", Access));
        // What pg_dump says of both is the same too.
        Assert.Equal(sample.Server.Dump("acces_1"), sample.Server.Dump("acces_beside"));
    }

    [Fact]
    public void The_manifest_describes_the_file_and_names_its_roles()
    {
        Create("acces_2");
        dynamic backup = sample.Backup(sample.NewFolder(), "acces_2");

        string path = backup.FullName + ".access.sql";
        JsonNode access = JsonNode.Parse(File.ReadAllText(backup.FullName + ".json"))!["access"]!;
        Assert.Equal(path, (string)backup.AccessPath);
        Assert.Equal(new FileInfo(path).Length, (long)access["length"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), (string?)access["sha256"]);
        Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(path), 8));
        Assert.Equal(
            ["acces'lecteur", "acces_chef", "accès \"app\"; DROP TABLE x; --", "hubchantier", "public_"],
            access["roles"]!.AsArray().Select(node => (string?)node));
        Assert.Single(sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder", Path.GetDirectoryName(path)!, "acces_2").Output);
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(false, "-Drill -Server $server")]
    public void A_file_that_is_gone_or_changed_fails_the_test(bool gone, string options)
    {
        string folder = sample.NewFolder();
        dynamic backup = sample.Backup(folder);
        string path = backup.AccessPath;
        if (gone)
        {
            File.Delete(path);
        }
        else
        {
            File.AppendAllText(path, "\n");
        }

        dynamic test = sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Test-HubBackup " + options, folder).Single();

        Assert.False(test.Passed);
        Assert.Contains(Path.GetFileName(path), string.Join("\n", test.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_goes_with_its_backup()
    {
        string folder = sample.NewFolder();
        sample.Backup(folder);
        dynamic kept = sample.Backup(folder);

        sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Select-Object -First 1 | Remove-HubBackup", folder).ThrowOnError();

        string name = kept.Name;
        Assert.Equal([name, name + ".access.sql", name + ".json"], SampleFixture.Leftovers(folder).Order(StringComparer.Ordinal));
    }

    [Theory]
    // Only the pg_dump that makes the access file fails, and what it makes is cut.
    [InlineData("case \"$*\" in *--no-owner*) exec \"$real\" \"$@\";; esac; \"$real\" \"$@\" | head -c 3000; exit 0", "DumpIncomplete")]
    [InlineData("case \"$*\" in *--no-owner*) exec \"$real\" \"$@\";; esac; echo 'pg_dump: error: no' >&2; exit 1", "DumpFailed")]
    // The other one would never end.
    [InlineData("case \"$*\" in *--no-owner*) exec sleep 600;; esac; echo 'pg_dump: error: no' >&2; exit 1", "DumpFailed")]
    public void An_access_file_that_fails_fails_the_backup(string program, string expected)
    {
        string folder = sample.NewFolder();

        SessionResult result = sample.Invoke(
            "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $more", folder, more: ProgramStandIn.Folder("pg_dump", program));

        Assert.Equal(expected, result.ErrorId());
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    [Fact]
    public void A_session_that_is_ended_with_its_snapshot_is_told_from_another_server()
    {
        string folder = sample.NewFolder();
        string psql = Path.Combine(ThrowawayServer.Programs, "psql");
        string end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND state = 'idle in transaction' AND pid <> pg_backend_pid()";

        SessionResult result = sample.Invoke(
            "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $more",
            folder,
            more: ProgramStandIn.Folder("pg_dump", $"'{psql}' -qXAt -d '{SampleFixture.Database}' -c \"{end}\" >/dev/null; while [ \"$('{psql}' -qXAt -c \"{end.Replace("pg_terminate_backend(pid)", "count(*)", StringComparison.Ordinal)}\")\" != 0 ]; do :; done; exec \"$real\" \"$@\""));

        Assert.Equal("SnapshotLost", result.ErrorId());
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    private void Create(string database)
    {
        if (sample.Server.Query("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'acces_chef'") == "0")
        {
            sample.Server.Query("postgres", s_objects);
        }

        sample.Server.CreateDatabase(database, """
            SELECT format('%I', rolname) AS app FROM pg_roles WHERE rolname LIKE 'accès%' \gset
            CREATE SCHEMA "a; GRANT ALL ON SCHEMA public TO PUBLIC; --";
            ALTER SCHEMA "a; GRANT ALL ON SCHEMA public TO PUBLIC; --" OWNER TO :app;
            GRANT USAGE ON SCHEMA "a; GRANT ALL ON SCHEMA public TO PUBLIC; --" TO public_ WITH GRANT OPTION;
            REVOKE USAGE ON SCHEMA public FROM PUBLIC; GRANT ALL ON SCHEMA public TO "acces'lecteur";
            CREATE TABLE t (id serial PRIMARY KEY, "owner to" text, v numeric);
            CREATE SEQUENCE a_seq OWNED BY t.v;
            CREATE TABLE "x; Type: ACL; Schema: public; Owner: y" (id int GENERATED ALWAYS AS IDENTITY, note text DEFAULT 'ALTER TABLE t OWNER TO public_;');
            ALTER TABLE t OWNER TO acces_chef;
            GRANT SELECT ("owner to"), UPDATE (v) ON t TO :app;
            GRANT SELECT ON t TO "acces'lecteur" WITH GRANT OPTION;
            SET ROLE "acces'lecteur"; GRANT SELECT ON t TO public_; RESET ROLE;
            REVOKE DELETE, TRUNCATE ON t FROM acces_chef;
            CREATE TABLE part (k int, v text) PARTITION BY RANGE (k); CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
            ALTER TABLE part OWNER TO :app; GRANT ALL ON part_1 TO acces_chef;
            CREATE VIEW v AS SELECT 1 AS one; ALTER VIEW v OWNER TO :app; GRANT SELECT ON v TO PUBLIC;
            CREATE MATERIALIZED VIEW m AS SELECT 1 AS one; ALTER MATERIALIZED VIEW m OWNER TO acces_chef;
            CREATE FUNCTION f(a int, b text DEFAULT 'x TO y') RETURNS int LANGUAGE sql AS $$ SELECT 1 -- GRANT ALL ON t TO PUBLIC;
            $$;
            ALTER FUNCTION f OWNER TO acces_chef; REVOKE ALL ON FUNCTION f FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO :app;
            CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC SELECT 1; END; ALTER PROCEDURE p OWNER TO :app;
            CREATE AGGREGATE g(int) (SFUNC = int4pl, STYPE = int); ALTER AGGREGATE g(int) OWNER TO acces_chef;
            CREATE TYPE e AS ENUM ('a'); ALTER TYPE e OWNER TO acces_chef; REVOKE ALL ON TYPE e FROM PUBLIC;
            CREATE TYPE c AS (x int); ALTER TYPE c OWNER TO acces_chef;
            CREATE DOMAIN d AS int; ALTER DOMAIN d OWNER TO :app; GRANT USAGE ON TYPE d TO public_;
            CREATE OPERATOR @@+ (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int); ALTER OPERATOR @@+ (int, int) OWNER TO acces_chef;
            CREATE OPERATOR CLASS oc FOR TYPE int USING btree AS OPERATOR 1 <; ALTER OPERATOR CLASS oc USING btree OWNER TO acces_chef;
            CREATE COLLATION co (LOCALE = 'C'); ALTER COLLATION co OWNER TO acces_chef;
            CREATE STATISTICS st ON id, v FROM t; ALTER STATISTICS st OWNER TO acces_chef;
            CREATE TEXT SEARCH CONFIGURATION ts (COPY = simple); ALTER TEXT SEARCH CONFIGURATION ts OWNER TO acces_chef;
            CREATE EXTENSION pg_trgm; REVOKE ALL ON FUNCTION similarity FROM PUBLIC; GRANT EXECUTE ON FUNCTION similarity TO :app;
            CREATE EXTENSION postgres_fdw; GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO acces_chef;
            CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw; ALTER SERVER s OWNER TO acces_chef; GRANT USAGE ON FOREIGN SERVER s TO :app;
            GRANT SELECT ON pg_catalog.pg_authid TO acces_chef;
            SELECT lo_create(4242); ALTER LARGE OBJECT 4242 OWNER TO acces_chef; GRANT SELECT ON LARGE OBJECT 4242 TO :app;
            SELECT lo_from_bytea(4243, 'x');
            CREATE FUNCTION et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER et ON ddl_command_start EXECUTE FUNCTION et();
            ALTER DEFAULT PRIVILEGES FOR ROLE acces_chef GRANT SELECT ON TABLES TO :app;
            ALTER DEFAULT PRIVILEGES FOR ROLE acces_chef IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM PUBLIC;
            ALTER DEFAULT PRIVILEGES FOR ROLE acces_chef IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO public_ WITH GRANT OPTION;
            """);
        sample.Server.Query(database, "SET client_min_messages = error; CREATE PUBLICATION pub FOR TABLE t; ALTER PUBLICATION pub OWNER TO acces_chef");
    }

    private void Load(string database, string text)
        => Command.Run(
            "bash", ["-c", $"set -o pipefail; {text} | '{Path.Combine(ThrowawayServer.Programs, "psql")}' -qX -v ON_ERROR_STOP=1 -o /dev/null"], sample.Server.Environment(database));
}
