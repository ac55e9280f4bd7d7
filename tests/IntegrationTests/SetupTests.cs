using System.Management.Automation;
using System.Net;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Set-ups that are well, and set-ups that are broken in one way each: it has a line of its own, with what mends it.</summary>
public sealed class SetupTests(SetupFixture fixture) : IClassFixture<SetupFixture>
{
    private const string ByChief = "-Server $server -Credential $more";

    /// <summary>What every host has that has made no backup yet.</summary>
    private const string NoBackupYet = "LastBackup";

    private readonly string _folder = SetupFixture.NewFolder();

    [Fact]
    public void A_good_set_up_passes_and_nothing_is_left()
    {
        string database = fixture.NewDatabase(sql: "CREATE EXTENSION pgcrypto; ALTER TABLE t ADD id serial");
        string before = fixture.Server.Dump(database, "--create");

        SetupLine[] checks = fixture.Test(ByChief, database, _folder, As(SetupFixture.Chief));

        Assert.Equal([NoBackupYet], Found(checks));
        Assert.Equal("Invoke-HubBackup", checks.Single(check => check.Name == NoBackupYet).Recommendation);
        Assert.All((string[])["Connection", "ServerLock", "SchemaDump", "SideDatabase", "Extensions", "SideDatabaseDropped", "FolderWritable"],
            name => Assert.Equal("Passed", checks.Single(check => check.Name == name).Status));
        Assert.Equal(checks.Length, checks.Select(check => check.Name).Distinct().Count());
        Assert.Equal(checks.Select(check => check.Category).Distinct().Count(), 1 + checks.Zip(checks[1..]).Count(pair => pair.First.Category != pair.Second.Category));
        Assert.Equal(before, fixture.Server.Dump(database, "--create"));
        AssertNothingIsLeft(database);
    }

    [Theory]
    [InlineData("", SetupFixture.Reader, "Tables", "Failed", "public.t", "GRANT SELECT ON TABLE public.t TO \"lecteuse\";")]
    [InlineData("GRANT SELECT ON t TO lecteuse; CREATE SCHEMA \"Été\"; CREATE TABLE \"Été\".x (); GRANT SELECT ON \"Été\".x TO lecteuse", SetupFixture.Reader,
        "Schemas", "Failed", "\"Été\"", "GRANT USAGE ON SCHEMA \"Été\" TO \"lecteuse\";")]
    [InlineData("GRANT SELECT ON t TO lecteuse; CREATE SEQUENCE s", SetupFixture.Reader, "Sequences", "Failed", "public.s", "GRANT SELECT ON SEQUENCE public.s TO \"lecteuse\";")]
    [InlineData("GRANT SELECT ON t TO lecteuse; SELECT lo_from_bytea(4242, 'x')", SetupFixture.Reader,
        "LargeObjects", "Failed", "4242", "GRANT SELECT ON LARGE OBJECT 4242 TO \"lecteuse\";")]
    [InlineData("ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY", SetupFixture.Chief,
        "RowSecurity", "Failed", "public.t", "ALTER ROLE \"chef\" BYPASSRLS;")]
    [InlineData("", SetupFixture.Builder, "SideDatabase", "Warning", "macon", "ALTER ROLE \"macon\" CREATEDB;")]
    [InlineData("CREATE EXTENSION pageinspect", SetupFixture.Chief, "Extensions", "Failed", "pageinspect", "-Mode InPlace")]
    [InlineData("CREATE SUBSCRIPTION sub_1 CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)", SetupFixture.Chief,
        "Subscriptions", "Warning", "sub_1", "ALTER SUBSCRIPTION \"sub_1\" DISABLE;")]
    [InlineData("SELECT pg_create_logical_replication_slot('slot_1', 'pgoutput')", SetupFixture.Chief, "ReplicationSlots", "Warning", "slot_1", "SELECT pg_drop_replication_slot('slot_1');")]
    [InlineData("BEGIN; CREATE TABLE x (a int); PREPARE TRANSACTION 'prep_1'", SetupFixture.Chief, "PreparedTransactions", "Warning", "prep_1", "ROLLBACK PREPARED 'prep_1';")]
    public void What_is_wrong_in_the_database_is_named_with_the_SQL_that_mends_it(string sql, string role, string name, string status, string says, string recommends)
    {
        string database = fixture.NewDatabase(role == SetupFixture.Reader ? SetupFixture.Chief : role, sql);

        SetupLine[] checks = fixture.Test(ByChief, database, _folder, As(role));

        AssertFound(checks, name, status, says, recommends);
        AssertNothingIsLeft(database);
        if (recommends.StartsWith("-Mode", StringComparison.Ordinal) || recommends.StartsWith("ALTER SUBSCRIPTION", StringComparison.Ordinal))
        {
            return;
        }

        // Pasted as it is, it mends it; what takes something away stands in a comment, for a person to decide.
        bool isDecision = name is "PreparedTransactions" or "ReplicationSlots";
        fixture.Server.Query(database, isDecision ? recommends : checks.Single(check => check.Name == name).Recommendation!);
        Assert.Equal("Passed", fixture.Test(ByChief, database, _folder, As(role)).Single(check => check.Name == name).Status);
        fixture.Server.Query(database, $"ALTER ROLE {SetupFixture.Chief} NOBYPASSRLS; ALTER ROLE {SetupFixture.Builder} NOCREATEDB");
    }

    [Theory]
    [InlineData("-Server $server -Credential $more", "AskedForItsPassword", "Connection", "refused user", "\\password \"gardienne\"")]
    [InlineData("-Server no-such-host.invalid", null, "Connection", "no-such-host.invalid", "getent hosts no-such-host.invalid")]
    [InlineData("-Server 127.0.0.1 -Port 1", null, "Connection", "127.0.0.1:1", "pg_isready -h 127.0.0.1 -p 1")]
    [InlineData("-Server $server -Port 5999", null, "Connection", ":5999", "-p 5999")]
    [InlineData("-Server $server -SslMode require", null, "Connection", "SSL", "PGSSLMODE")]
    [InlineData("-Server $server -Database absente", null, "Connection", "absente", "CREATE DATABASE \"absente\" OWNER \"hubchantier\";")]
    [InlineData("-Server $server -MaintenanceDatabase absente", null, "MaintenanceConnection", "absente", "GRANT CONNECT ON DATABASE \"absente\" TO \"hubchantier\";")]
    [InlineData("-Server $server -EnvFile /nowhere/.env", null, "EnvFile", "/nowhere/.env", "-EnvFile")]
    [InlineData("-Server $server -PgBinDirectory /nowhere", null, "ClientPrograms", "No pg_dump and psql", "15")]
    public void What_is_wrong_on_the_way_is_named_with_the_reason(string arguments, string? who, string name, string says, string recommends)
    {
        string database = fixture.NewDatabase();

        SetupLine[] checks = [.. fixture
            .Invoke($"Test-HubBackupSetup -BackupDirectory $folder {(arguments.Contains("-Database", StringComparison.Ordinal) ? "" : "-Database $database")} {arguments} 6>$null",
                database, _folder, who is null ? null : As(SetupFixture.Guarded, "not-it")).ThrowOnError().Output.Select(check => SetupLine.Of(check.BaseObject))];

        SetupLine failed = Assert.Single(checks, check => check.Status == "Failed");
        Assert.Equal(name, failed.Name);
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        Assert.Contains(recommends, failed.Recommendation, StringComparison.Ordinal);
        Assert.DoesNotContain("not-it", string.Concat(checks.Select(check => check.Message + check.Recommendation)), StringComparison.Ordinal);
        Assert.All(checks.Where(check => check.Status == "Skipped" && check.Category == "Rights"), check => Assert.Contains("it needs", check.Message, StringComparison.Ordinal));
        AssertNothingIsLeft(database);
    }

    [Theory]
    [InlineData("13.4", "Failed", "13.4")]
    [InlineData("99.1", "Warning", "99.1")]
    public void Client_programs_of_another_version_are_told_with_the_way_to_the_right_ones(string version, string status, string says)
    {
        string database = fixture.NewDatabase();
        string programs = Directory.CreateTempSubdirectory("hub-programs-").FullName;
        foreach (string program in (string[])["pg_dump", "psql"])
        {
            string path = Path.Combine(programs, program);
            File.WriteAllText(path, $"#!/bin/bash\n[ \"$1\" != --version ] || {{ echo '{program} (PostgreSQL) {version}'; exit; }}\nexec '{ThrowawayServer.Programs}/{program}' \"$@\"\n");
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        SetupLine[] checks = fixture.Test("-Server $server -PgBinDirectory $more", database, _folder, programs);

        AssertFound(checks, "ClientPrograms", status, says, "15");
    }

    [Fact]
    public void Every_variable_that_is_wrong_is_told_at_once_with_its_place()
    {
        string file = Path.Combine(Path.GetDirectoryName(_folder)!, ".env");
        File.WriteAllText(file, "BACKUP_RETENTION_DAYS=sept\nPGHOST=" + fixture.Server.Socket + "\nBACKUP_MINIMUM_KEEP=0\nBACKUP_RETENTION_DAY=7\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string database = fixture.NewDatabase();

        SetupLine[] checks = fixture.Test("-EnvFile $more", database, _folder, file);

        Assert.Equal(["RetentionDays", "MinimumKeep", "UnknownVariables", NoBackupYet], Found(checks));
        Assert.Contains($"BACKUP_RETENTION_DAYS ({file}, line 1) is 'sept'", checks.Single(check => check.Name == "RetentionDays").Message, StringComparison.Ordinal);
        Assert.Equal($"sed -i '4s/BACKUP_RETENTION_DAY/BACKUP_RETENTION_DAYS/' {file}", checks.Single(check => check.Name == "UnknownVariables").Recommendation);
        // What does not need them was tried all the same.
        Assert.Equal("Passed", checks.Single(check => check.Name == "SideDatabase").Status);
    }

    [Theory]
    [InlineData("755", "FolderMode", "Warning")]
    [InlineData("770", "FolderMode", "Failed")]
    public void A_folder_that_is_open_to_others_is_told(string mode, string name, string status)
    {
        Directory.CreateDirectory(_folder);
        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32(mode, 8));

        AssertFound(fixture.Test("-Server $server", fixture.NewDatabase(), _folder), name, status, "0" + mode, $"chmod 700 {_folder}");
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
        => AssertFound(fixture.Test("-Server $server", fixture.NewDatabase(), "/etc/hostname/backups"), "FolderWritable", "Failed", "/etc/hostname/backups", "install -d -m 0700");

    [SmallDiskFact]
    public void A_folder_that_may_not_be_written_is_told()
    {
        using SmallDisk disk = new("ro,mode=700,size=1g");

        AssertFound(fixture.Test("-Server $server", fixture.NewDatabase(), disk.Path), "FolderWritable", "Failed", disk.Path, "install -d -m 0700");
    }

    [SmallDiskFact]
    public void A_disk_that_is_too_small_is_told()
    {
        using SmallDisk disk = new("mode=700,size=128k");

        AssertFound(fixture.Test("-Server $server", fixture.NewDatabase(), disk.Path), "FolderRoom", "Failed", disk.Path, $"df -h {disk.Path}");
        disk.Remount("size=2m");
        AssertFound(fixture.Test("-Server $server", fixture.NewDatabase(), disk.Path), "FolderRoom", "Warning", "7 days", "RETENTION_DAYS");
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    [Theory]
    [InlineData("1.29.2", "", "Compose", "1.29.2", "docker")]
    [InlineData("2.26.1", "service=autre", "Connection", "db", "docker compose -f {0} up -d db")]
    public void What_is_wrong_with_compose_is_told(string version, string more, string name, string says, string recommends)
    {
        using StandInDocker docker = new(version);
        string file = docker.ComposeFile(fixture.Server, more: more);

        SetupLine[] checks = fixture.Test("-ComposeFile $more", fixture.NewDatabase(), _folder, file);

        AssertFound(checks, name, "Failed", says, string.Format(System.Globalization.CultureInfo.InvariantCulture, recommends, file));
    }

    [Fact]
    public void Through_compose_a_good_set_up_passes()
    {
        using StandInDocker docker = new();
        string database = fixture.NewDatabase();

        SetupLine[] checks = fixture.Test("-ComposeFile $more", database, _folder, docker.ComposeFile(fixture.Server));

        Assert.Equal([NoBackupYet], Found(checks));
        Assert.Equal("Passed", checks.Single(check => check.Name == "Compose").Status);
        AssertNothingIsLeft(database);
    }

    [Fact]
    public void Another_run_that_holds_the_lock_is_named()
    {
        string database = fixture.NewDatabase();
        string programs = ProgramStandIn.Folder("pg_dump", "touch \"$(dirname \"$0\")/begun\"; sleep 20");
        using ModuleSession session = new();
        using PowerShell backup = session.Shell(
            "param($server, $database, $folder, $programs) Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $programs",
            new { server = fixture.Server.Socket, database, folder = _folder, programs });
        IAsyncResult running = backup.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(programs, "begun")), TimeSpan.FromSeconds(30)));

        SetupLine[] checks = fixture.Test("-Server $server", database, SetupFixture.NewFolder());
        backup.Stop();
        Assert.True(running.IsCompleted);

        AssertFound(checks, "ServerLock", "Warning", $"{Environment.ProcessId}@", "Test-HubBackupSetup");
    }

    [Fact]
    public void Ctrl_C_leaves_nothing()
    {
        string database = fixture.NewDatabase();
        string programs = ProgramStandIn.Folder("psql", "touch \"$(dirname \"$0\")/begun\"; sleep 60");
        using PowerShell shell = fixture.Session.Shell(
            "param($server, $database, $folder, $programs) Test-HubBackupSetup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $programs",
            new { server = fixture.Server.Socket, database, folder = _folder, programs });
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(programs, "begun")), TimeSpan.FromSeconds(30)));
        Assert.Single(fixture.Server.Databases(database + "_setup_"));

        shell.Stop();

        Assert.True(running.IsCompleted);
        AssertNothingIsLeft(database);
    }

    [Fact]
    public void WhatIf_makes_nothing_and_looks_all_the_same()
    {
        string database = fixture.NewDatabase();

        SetupLine[] checks = fixture.Test("-Server $server -WhatIf", database, _folder);

        Assert.Equal(
            ["SideDatabase", "FolderWritable"],
            checks.Where(check => check.Status == "Skipped" && check.Message.Contains("-WhatIf", StringComparison.Ordinal)).Select(check => check.Name));
        Assert.Equal("Passed", checks.Single(check => check.Name == "SchemaDump").Status);
    }

    [Fact]
    public void Quiet_gives_a_Boolean_alone_that_warnings_do_not_change()
    {
        const string Quiet = "Test-HubBackupSetup -Quiet -Server $server -Database $database -BackupDirectory $folder";
        fixture.Session.Host.Interface.Clear();
        string database = fixture.NewDatabase();

        Assert.True((bool)fixture.Invoke(Quiet, database, _folder).Single());
        Assert.False((bool)fixture.Invoke(Quiet, "absente", _folder).Single());
        Assert.Equal("", fixture.Session.Host.Interface.Text);
    }

    [Fact]
    public void A_backup_and_its_drill_are_told_with_their_ages()
    {
        string database = fixture.NewDatabase();
        fixture.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", database, _folder).Single();
        SetupLine[] before = fixture.Test("-Server $server", database, _folder);
        fixture.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Test-HubBackup -Drill -Server $server", database, _folder).Single();
        SetupLine[] after = fixture.Test("-Server $server", database, _folder);

        Assert.Equal("Get-HubBackup -Latest | Test-HubBackup -Drill", before.Single(check => check.Name == "LastDrill").Recommendation);
        Assert.Equal(["LastDrill"], Found(before));
        Assert.Empty(Found(after));
    }

    [Fact]
    public void Backups_that_nobody_schedules_are_told_until_a_schedule_makes_one()
    {
        string database = fixture.NewDatabase();
        fixture.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", database, _folder).Single();
        SetupLine before = fixture.Test("-Server $server", database, _folder).Single(check => check.Name == "Schedule");
        fixture.Invoke("Invoke-HubBackup -Kind Scheduled -Server $server -Database $database -BackupDirectory $folder", database, _folder).Single();
        SetupLine after = fixture.Test("-Server $server", database, _folder).Single(check => check.Name == "Schedule");

        // A machine on which somebody has registered one says so in both.
        Assert.True(before is { Status: "Warning", Recommendation: "Register-HubBackupSchedule" } || before.Status == "Passed", before.Message);
        Assert.Equal("Passed", after.Status);
    }

    /// <summary>What is wrong, but for the schedule: whether this machine has one is not the test's.</summary>
    private static string[] Found(SetupLine[] checks)
        => [.. checks.Where(check => check.Status is "Failed" or "Warning" && check.Name != "Schedule").Select(check => check.Name)];

    private static void AssertFound(SetupLine[] checks, string name, string status, string says, string recommends)
    {
        SetupLine found = Assert.Single(checks, check => check.Name == name);
        Assert.Equal(status, found.Status);
        Assert.Contains(says, found.Message, StringComparison.Ordinal);
        Assert.Contains(recommends, found.Recommendation, StringComparison.Ordinal);
        // Nothing else is wrong, and is not said to be.
        Assert.Equal([name, NoBackupYet], Found(checks));
    }

    private static PSCredential As(string role, string password = "") => new(role, new NetworkCredential("", password).SecurePassword);

    private void AssertNothingIsLeft(string database)
    {
        Assert.Equal([database], fixture.Server.Databases(database).Where(name => name == database || name.StartsWith(database + "_", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(_folder));
        Assert.Equal("0", fixture.Server.Query("postgres", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"));
    }
}
