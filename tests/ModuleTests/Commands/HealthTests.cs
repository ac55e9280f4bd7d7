using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using HubChantier.Backup.ModuleTests.Frame;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Commands;

/// <summary>Health and the journal as a user meets them, without a server.</summary>
public sealed class HealthTests : IDisposable
{
    private const string Nowhere = "Invoke-HubBackup -Server $folder -Port 5999 -BackupDirectory $folder";

    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-health-").FullName;

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_backup_that_was_drilled_and_is_young_is_healthy()
    {
        PutBackup(DateTimeOffset.UtcNow.AddHours(-2));

        dynamic health = Health("").Single();

        Assert.Equal("Healthy", (string)health.Status.ToString());
        Assert.Equal("x_backup_20260208_030000.sql.gz", (string)health.LastBackup.Name);
        Assert.Null((object?)health.UnfinishedRestores);
        Assert.Equal(true, Health("-Quiet").Output[0].BaseObject);
        Assert.Equal(["BackupTooOld"], ReasonIds(Health("-BackupAgeHours 1")));
        Assert.Equal(false, Health("-Quiet -BackupAgeHours 1").Output[0].BaseObject);
    }

    [Fact]
    public void A_folder_without_a_good_backup_is_critical_and_a_missing_one_too()
    {
        Assert.Equal(["BackupMissing", "DrillTooOld"], ReasonIds(Health("")));
        Directory.Delete(_folder);
        Assert.Equal(["BackupMissing", "DrillTooOld"], ReasonIds(Health("")));
        Assert.False(Directory.Exists(_folder));
        Directory.CreateDirectory(_folder);
    }

    [Fact]
    public void A_backup_that_fails_is_in_the_journal_and_health_tells_it()
    {
        PutBackup(DateTimeOffset.UtcNow.AddHours(-2));

        SessionResult failed = _session.Invoke($"param($folder) {Nowhere} -Database x -Source default", new { folder = _folder });

        Assert.Equal("ServerUnreachable", failed.ErrorId());
        JsonNode line = Assert.Single(Journal());
        Assert.Equal(("Backup", "x", "Failed", "ServerUnreachable"), ((string?)line["operation"], (string?)line["database"], (string?)line["result"], (string?)line["error_id"]));
        Assert.Equal(failed.Error().ToString(), (string?)line["message"]);
        SessionResult health = Health("");
        Assert.Equal(["BackupFailed"], ReasonIds(health));
        Assert.Equal("ServerUnreachable", (string)health.Single().LastRun.ErrorId);
    }

    [Fact]
    public void Each_run_that_changes_something_has_its_line_and_no_other()
    {
        string backup = PutBackup(DateTimeOffset.UtcNow);

        _session.Invoke("param($folder, $path) Test-HubBackup $path -BackupDirectory $folder", new { folder = _folder, path = backup }).ThrowOnError();
        _session.Invoke("param($folder, $path) Set-HubBackup $path -Pin -BackupDirectory $folder", new { folder = _folder, path = backup }).ThrowOnError();
        Assert.Equal("LastGoodBackup", _session.Invoke("param($folder, $path) Remove-HubBackup $path -BackupDirectory $folder", new { folder = _folder, path = backup }).ErrorId());
        _session.Invoke("param($folder, $path) Remove-HubBackup $path -BackupDirectory $folder -WhatIf; Get-HubBackup -BackupDirectory $folder", new { folder = _folder, path = backup }).ThrowOnError();
        _session.Invoke($"param($folder) {Nowhere} -WhatIf", new { folder = _folder }).ThrowOnError();
        Health("").ThrowOnError();

        Assert.Equal(
            [("Test", "Failed", "VerificationFailed"), ("Change", "Succeeded", null), ("Removal", "Failed", "LastGoodBackup")],
            Journal().Select(line => ((string?)line["operation"], (string?)line["result"], (string?)line["error_id"])));
        Assert.All(Journal(), line => Assert.Equal(Path.GetFileName(backup), (string?)line["backup_name"]));
    }

    [Fact]
    public void A_journal_that_cannot_be_written_is_a_warning()
    {
        string backup = PutBackup(DateTimeOffset.UtcNow);
        Directory.CreateDirectory(Path.Combine(_folder, "hub-backup-journal.jsonl"));

        SessionResult result = _session.Invoke("param($folder, $path) Set-HubBackup $path -Pin -BackupDirectory $folder", new { folder = _folder, path = backup }).ThrowOnError();

        Assert.Contains("hub-backup-journal.jsonl", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(result.Output);
        Assert.Contains("JournalUnreadable", ReasonIds(Health("")));
    }

    [UnixTheory]
    [InlineData("Export-HubBackupMetric", "health.prom")]
    [InlineData("Export-HubBackupReport", "report.html")]
    [UnsupportedOSPlatform("windows")]
    public void What_others_read_is_readable_for_them_whatever_the_umask(string command, string file)
    {
        // As in the service that Register-HubBackupSchedule writes.
        string script = Path.Combine(_folder, "export.ps1");
        string path = Path.Combine(_folder, file);
        File.WriteAllText(script, $"Import-Module '{RepositoryRoot.ModuleManifest}'; $null = {command} '{path}' -BackupDirectory '{_folder}' -SkipServer");

        Command.Run("sh", ["-c", "umask 077; exec dotnet \"$@\"", "sh", FramePaths.ModuleHost, "-File", script]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_manifest_that_cannot_be_read_is_told()
    {
        PutBackup(DateTimeOffset.UtcNow);
        File.WriteAllText(Path.Combine(_folder, "x_backup_20260209_030000.sql.gz"), "");
        File.WriteAllText(Path.Combine(_folder, "x_backup_20260209_030000.sql.gz.json"), "{");

        Assert.Equal(["ManifestUnreadable", "RemovalFrozen"], ReasonIds(Health("")));
    }

    [Fact]
    public void A_server_that_does_not_answer_leaves_it_unknown()
    {
        PutBackup(DateTimeOffset.UtcNow);

        dynamic health = _session.InvokeOrGiveUp("param($folder) Get-HubBackupHealth -Database x -BackupDirectory $folder -FreePercent 0 -Server $folder -Port 5999", new { folder = _folder }).Single();

        Assert.Equal("Healthy", (string)health.Status.ToString());
        Assert.NotEmpty((string)health.ServerProblem);
    }

    [Theory]
    [InlineData("en-US", "Last drill     2h ago", "WARNING RemovalFrozen: Nothing is removed: ")]
    [InlineData("fr-FR", "Exercice       il y a 2h", "WARNING RemovalFrozen: Rien n’est supprimé : ")]
    public void It_is_read_at_a_glance(string culture, string drill, string reason)
    {
        PutBackup(DateTimeOffset.UtcNow.AddHours(-2).AddMinutes(-10));
        PutBackup(DateTimeOffset.UtcNow.AddDays(2), "x_backup_20270208_030000.sql.gz");
        using ModuleSession session = new(CultureInfo.GetCultureInfo(culture), width: 80);

        session.Invoke("param($folder) Get-HubBackupHealth -SkipServer -Database x -FreePercent 0 -BackupDirectory $folder | Out-Default", new { folder = _folder }).ThrowOnError();

        string text = session.Host.Interface.Text;
        Assert.Contains("x (default): WARNING", text, StringComparison.Ordinal);
        Assert.Contains("  OK        " + drill, text, StringComparison.Ordinal);
        Assert.Matches(@"\n  \?         Resta?", text);
        Assert.Contains(reason, text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 79));
    }

    private SessionResult Health(string options)
        => _session.Invoke($"param($folder) Get-HubBackupHealth -SkipServer -Database x -FreePercent 0 -BackupDirectory $folder {options}", new { folder = _folder });

    private static string[] ReasonIds(SessionResult health)
        => [.. ((IEnumerable<object>)health.Single().Reasons).Select(reason => (string)((dynamic)reason).Id.ToString())];

    private JsonNode[] Journal() => [.. File.ReadAllLines(Path.Combine(_folder, "hub-backup-journal.jsonl")).Select(line => JsonNode.Parse(line)!)];

    /// <summary>A backup that its manifest vouches for, with a drill; what is in the file is not looked at by a list.</summary>
    private string PutBackup(DateTimeOffset started, string name = "x_backup_20260208_030000.sql.gz")
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "12345");
        JsonObject manifest = new()
        {
            ["schema"] = 1,
            ["id"] = Guid.NewGuid().ToString(),
            ["file"] = name,
            ["kind"] = "Scheduled",
            ["database"] = "x",
            ["source"] = "default",
            ["started"] = started,
            ["length"] = 5,
            ["verifications"] = new JsonArray(new JsonObject { ["finished"] = started, ["kind"] = "Drill", ["passed"] = true }),
        };
        File.WriteAllText(path + ".json", manifest.ToJsonString());
        return path;
    }
}
