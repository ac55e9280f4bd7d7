using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The file of owners and grants goes into a database in which the data is.</summary>
[Collection(nameof(SampleCollection))]
public sealed class AccessLoadTests(SampleFixture sample) : IDisposable
{
    private const string Objects = """
        CREATE SCHEMA s; ALTER SCHEMA s OWNER TO {0}_owner; CREATE TABLE s.t (id int); ALTER TABLE s.t OWNER TO {0}_owner; GRANT SELECT ON s.t TO {0}_app;
        """;

    private readonly FrameSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Owners_and_grants_are_there_afterwards()
    {
        Role("load1_owner", "load1_app");
        dynamic backup = Backup("load1", "load1");
        Assert.True((bool)Import("-CheckOnly", backup, "load1_new").Single().IsClear);

        Assert.Empty(Import("", backup, "load1_new").ThrowOnError().Output);

        Assert.Equal(sample.Server.Dump("load1"), sample.Server.Dump("load1_new"));
        Assert.Equal("load1_owner|{load1_owner=arwdDxt/load1_owner,load1_app=r/load1_owner}", Table("load1_new"));
    }

    [Fact]
    public void Roles_that_are_missing_are_named_before_anything_is_touched()
    {
        Role("load2_owner", "load2_app");
        dynamic backup = Backup("load2", "load2");
        sample.Server.Query("load2", "DROP TABLE s.t");
        sample.Server.Query("postgres", "DROP ROLE load2_app");

        dynamic check = Import("-CheckOnly", backup, "load2_new").Single();
        SessionResult result = Import("", backup, "load2_new");

        Assert.Equal(["load2_app"], (IEnumerable<string>)check.MissingRoles);
        Assert.Equal("RoleMissing", result.ErrorId());
        Assert.Contains("load2_app", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Equal("hubchantier|", Table("load2_new"));
        // Sent all the same, it ends at the first statement that the server refuses.
        SessionResult sent = Import("-Unchecked", backup, "load2_new");
        Assert.Equal("LoadFailed", sent.ErrorId());
        Assert.Contains("load2_app", sent.Error().ToString(), StringComparison.Ordinal);
        // Or what can be done is done, and the rest is told.
        SessionResult rest = Import("-Unchecked -KeepGoing", backup, "load2_new").ThrowOnError();
        Assert.Contains("load2_app", $"{Assert.Single(rest.Output)}", StringComparison.Ordinal);
        Assert.StartsWith("load2_owner|", Table("load2_new"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_role_without_all_rights_could_not_do_is_told()
    {
        Role("load3_owner", "load3_app", "load3_other");
        sample.Server.CreateDatabase("load3", string.Format(null, Objects, "load3") + "CREATE TABLE s.u (id int); ALTER TABLE s.u OWNER TO load3_other; GRANT USAGE ON SCHEMA s TO load3_other; GRANT SELECT ON s.t TO load3_other WITH GRANT OPTION; SET ROLE load3_other; GRANT SELECT ON s.t TO load3_app;");
        sample.Server.Query("postgres", "CREATE ROLE load3_restorer LOGIN; GRANT load3_owner TO load3_restorer");
        dynamic backup = sample.Backup(sample.NewFolder(), "load3");
        sample.Server.CreateDatabase("load3_new");

        dynamic check = Import("-CheckOnly -Credential ([pscredential]::new('load3_restorer', [securestring]::new()))", backup, "load3_new").Single();

        Assert.Equal(["load3_other"], (IEnumerable<string>)check.RolesOutOfReach);
        Assert.True((bool)check.NeedsSuperuser);
        Assert.Equal("PermissionDenied", Import("-Credential ([pscredential]::new('load3_restorer', [securestring]::new()))", backup, "load3_new").ErrorId());
        Assert.True((bool)Import("-CheckOnly", backup, "load3_new").Single().IsClear);
    }

    [Fact]
    public void An_owner_without_superuser_restores_what_is_in_its_reach()
    {
        Role("load4_owner", "load4_app");
        sample.Server.Query("postgres", "CREATE ROLE load4_restorer LOGIN; GRANT load4_owner TO load4_restorer");
        dynamic backup = Backup("load4", "load4", owner: "load4_restorer");
        sample.Server.Query("postgres", "GRANT CREATE ON DATABASE load4_new TO load4_owner");

        SessionResult result = Import("-Credential ([pscredential]::new('load4_restorer', [securestring]::new()))", backup, "load4_new");

        Assert.Empty(result.ThrowOnError().Output);
        Assert.Equal(Table("load4"), Table("load4_new"));
    }

    [Fact]
    public void A_grant_without_effect_is_told()
    {
        Role("load5_owner", "load5_app");
        sample.Server.Query("postgres", "CREATE ROLE load5_restorer LOGIN");
        sample.Server.CreateDatabase("load5", "GRANT SELECT ON pg_catalog.pg_statistic TO load5_app; GRANT SELECT ON pg_catalog.pg_statistic TO load5_restorer");
        dynamic backup = sample.Backup(sample.NewFolder(), "load5");
        sample.Server.CreateDatabase("load5_new", "GRANT SELECT ON pg_catalog.pg_statistic TO load5_restorer");

        SessionResult result = Import("-Credential ([pscredential]::new('load5_restorer', [securestring]::new()))", backup, "load5_new");

        Assert.Contains(result.ThrowOnError().Output, line => $"{line.BaseObject}".Contains("no privileges were granted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\\! touch '{0}'\n", "HostileDump")]
    [InlineData("DROP SCHEMA s CASCADE;\n", "HostileDump")]
    [InlineData("GRANT hubchantier TO load6_app;\n", "HostileDump")]
    public void A_file_that_holds_anything_else_is_refused_whatever_its_manifest_says(string added, string expected)
    {
        Role("load6_owner", "load6_app");
        dynamic backup = Backup("load6", "load6");
        string trace = Path.Combine(Directory.CreateTempSubdirectory("hub-trace-").FullName, "trace");
        string path = backup.AccessPath;
        string text = File.ReadAllText(path);
        int at = text.IndexOf("GRANT SELECT", StringComparison.Ordinal);
        File.WriteAllText(path, text.Insert(at, string.Format(null, added, trace)));

        Assert.Equal(expected, Import("-Unchecked", backup, "load6_new").ErrorId());

        Assert.Equal(expected, Import("-Unchecked", Vouch(backup), "load6_new").ErrorId());
        Assert.False(File.Exists(trace));
        Assert.Equal("hubchantier|", Table("load6_new"));
        Drop("load6", "load6_new");
    }

    [Fact]
    public void A_file_that_is_cut_or_changed_is_refused()
    {
        Role("load7_owner", "load7_app");
        dynamic backup = Backup("load7", "load7");
        string path = backup.AccessPath;
        string text = File.ReadAllText(path);

        File.WriteAllText(path, text.Replace("load7_app", "PUBLIC", StringComparison.Ordinal));
        Assert.Equal("ChecksumMismatch", Import("-Unchecked", backup, "load7_new").ErrorId());
        File.WriteAllText(path, text[..text.IndexOf("GRANT SELECT", StringComparison.Ordinal)]);
        Assert.Equal("ContentMismatch", Import("-Unchecked", Vouch(backup), "load7_new").ErrorId());
        File.Delete(path);
        Assert.Equal("ChecksumMismatch", Import("-Unchecked", backup, "load7_new").ErrorId());
        Assert.Equal("hubchantier|", Table("load7_new"));
    }

    /// <summary>Backs a database with objects up, and makes one with the data alone.</summary>
    private dynamic Backup(string database, string roles, string owner = ThrowawayServer.User)
    {
        sample.Server.CreateDatabase(database, string.Format(null, Objects, roles));
        dynamic backup = sample.Backup(sample.NewFolder(), database);
        sample.Server.CreateDatabase(database + "_new", options: "OWNER " + owner);
        using GZipStream data = new(File.OpenRead(backup.FullName), CompressionMode.Decompress);
        using StreamReader reader = new(data);
        Dictionary<string, string> environment = sample.Server.Environment(database + "_new");
        environment["PGUSER"] = owner;
        Command.Run(Path.Combine(ThrowawayServer.Programs, "psql"), ["-qX", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "-"], environment, reader.ReadToEnd());
        return backup;
    }

    /// <summary>Writes the checksum of the file as it is now into the manifest.</summary>
    private dynamic Vouch(dynamic backup)
    {
        string manifest = backup.FullName + ".json";
        JsonNode node = JsonNode.Parse(File.ReadAllText(manifest))!;
        byte[] content = File.ReadAllBytes((string)backup.AccessPath);
        node["access"]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
        node["access"]!["length"] = content.Length;
        File.WriteAllText(manifest, node.ToJsonString());
        return sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder", Path.GetDirectoryName(manifest)!, (string)backup.Database).Single();
    }

    private SessionResult Import(string options, object backup, string database)
        => _session.Invoke(sample.Server, "Import-FrameAccess -Server $server -Backup $arguments.Backup -To $arguments.To " + options, new { Backup = backup, To = database });

    private string Table(string database) => sample.Server.Query(database, "SELECT pg_get_userbyid(relowner), relacl FROM pg_class WHERE oid = 's.t'::regclass");

    private void Role(params string[] names)
    {
        foreach (string name in names)
        {
            if (sample.Server.Query("postgres", $"SELECT count(*) FROM pg_roles WHERE rolname = '{name}'") == "0")
            {
                sample.Server.Query("postgres", "CREATE ROLE " + name);
            }
        }
    }

    private void Drop(params string[] databases)
    {
        foreach (string database in databases)
        {
            sample.Server.Query("postgres", $"DROP DATABASE {database}");
        }
    }
}
