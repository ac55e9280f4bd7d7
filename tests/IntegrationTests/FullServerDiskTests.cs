using System.Globalization;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The server's disk gets full during the load. The live database stays in service as it was, and the room is free again.</summary>
public sealed class FullServerDiskTests : IDisposable
{
    private const string Database = "hub_chantier";

    /// <summary>Enough for a new empty database or the first tables, too little for all.</summary>
    private const long Room = 12 << 20;

    private readonly SmallDisk _disk = new("size=1g,mode=777");
    private readonly ThrowawayServer _server = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _server.Dispose();
        _disk.Dispose();
    }

    [SmallDiskFact]
    public void A_restore_beside_leaves_the_live_database_in_service() => AssertSurvives("");

    [SmallDiskFact]
    public void A_restore_in_place_is_rolled_back()
        => AssertSurvives("-Mode InPlace -AssumeRoom -Credential ([pscredential]::new('app', [securestring]::new()))");

    private void AssertSurvives(string options)
    {
        // New databases are made where their template lies; the server's log of changes, which must not run out, lies elsewhere.
        string tablespace = Path.Combine(_disk.Path, "space");
        Directory.CreateDirectory(tablespace);
        Command.Run("chown", ["postgres:", tablespace]);
        _server.Query("postgres", "CREATE ROLE app LOGIN");
        _server.Query("postgres", $"CREATE TABLESPACE small LOCATION '{tablespace}'");
        _server.Query("postgres", "ALTER DATABASE template1 SET TABLESPACE small");
        _server.Query("postgres", "ALTER DATABASE template0 SET TABLESPACE small");
        _server.CreateDatabase(Database, options: "OWNER app");
        _server.Query(Database, "SET SESSION AUTHORIZATION app; CREATE TABLE t AS SELECT g AS id, repeat(md5(g::text), 8) AS x FROM generate_series(1, 100000) g");
        string folder = Path.Combine(Directory.CreateTempSubdirectory("hub-backups-").FullName, "backups");
        string backup = (string)((dynamic)Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", folder).Single()).FullName;
        _server.Query(Database, "SET SESSION AUTHORIZATION app; CREATE TABLE since (a int); INSERT INTO since VALUES (1)");
        _server.Query(Database, "CHECKPOINT");
        string text = _server.Dump(Database);
        string restore = $"Restore-HubBackup '{backup}' -Server $server -Database $database -Confirm:$false {options}";
        DriveInfo drive = new(_disk.Path);
        long used = drive.TotalSize - drive.AvailableFreeSpace;
        _disk.Remount(string.Create(CultureInfo.InvariantCulture, $"size={used + Room}"));

        SessionResult failed = Invoke(restore, folder);

        Assert.Equal("LoadFailed", failed.ErrorId());
        Assert.Contains("No space left on device", failed.Error().ToString(), StringComparison.Ordinal);
        Assert.Equal([Database], _server.Databases(Database));
        Assert.Equal(text, _server.Dump(Database));
        _server.Query("postgres", "CHECKPOINT");
        Assert.True(drive.AvailableFreeSpace > Room / 2, "what was loaded still takes room");

        _disk.Remount("size=1g");
        Invoke(restore, folder).ThrowOnError();
        Assert.Equal("0", _server.Query(Database, "SELECT count(*) FROM pg_class WHERE relname = 'since'"));
    }

    private SessionResult Invoke(string script, string folder)
        => _session.Invoke("param($server, $folder, $database)\n" + script, new { server = _server.Socket, folder, database = Database });
}
