using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class RetentionTests(SampleFixture sample)
{
    private const string Settings = " -Database $database -BackupDirectory $folder";

    [Fact]
    public void WhatIf_shows_exactly_what_is_then_removed()
    {
        string folder = FolderOfNights(12);

        SessionResult shown = Invoke("Remove-HubBackupExpired -WhatIf" + Settings, folder);
        Assert.Equal(36, SampleFixture.Leftovers(folder).Length);
        SessionResult done = Invoke("Remove-HubBackupExpired" + Settings, folder);

        Assert.Equal(Decisions(shown), Decisions(done));
        string[] removed = [.. Decisions(done).Where(decision => decision.StartsWith("Remove ", StringComparison.Ordinal)).Select(decision => decision.Split(' ')[1])];
        Assert.NotEmpty(removed);
        Assert.Equal(12 - removed.Length, Listed(folder).Length);
        Assert.Empty(Listed(folder).Intersect(removed));
        Assert.Equal(3 * (12 - removed.Length), SampleFixture.Leftovers(folder).Length);
    }

    [Fact]
    public void A_backup_rotates_when_it_succeeded_and_not_when_it_failed()
    {
        string folder = FolderOfNights(12);

        sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -PgBinDirectory $more", folder, more: ProgramStandIn.Folder("pg_dump", "exit 1"));
        Assert.Equal(12, Listed(folder).Length);
        sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -SkipRotation", folder).ThrowOnError();
        Assert.Equal(13, Listed(folder).Length);
        sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", folder).ThrowOnError();

        // The nights are a year old; the two of today anchor the window, the least number keeps one night more.
        Assert.Equal(3, Listed(folder).Length);
    }

    [Fact]
    public void Pinned_backups_stay_and_unpinned_ones_go()
    {
        string folder = FolderOfNights(12);
        string oldest = Listed(folder)[0];

        dynamic pinned = Invoke("Get-HubBackup -Name $more | Set-HubBackup -Pin -Reason 'kept for the court'".Replace("Get-HubBackup", "Get-HubBackup" + Settings, StringComparison.Ordinal), folder, oldest).Single();
        Assert.True(pinned.Pinned);
        Invoke("Remove-HubBackupExpired" + Settings, folder).ThrowOnError();
        Assert.Contains(oldest, Listed(folder));

        Invoke($"Get-HubBackup{Settings} -Name $more | Set-HubBackup -Unpin", folder, oldest).ThrowOnError();
        Invoke("Remove-HubBackupExpired" + Settings, folder).ThrowOnError();
        Assert.DoesNotContain(oldest, Listed(folder));
    }

    [Fact]
    public void A_database_that_lost_its_rows_freezes_removal_until_somebody_accepts_it()
    {
        const string Database = "emptied";
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase(Database, "CREATE TABLE t AS SELECT generate_series(1, 20000) a; CREATE TABLE u AS SELECT generate_series(1, 20000) a");
        sample.Backup(folder, Database);
        sample.Backup(folder, Database);
        sample.Server.Query(Database, "TRUNCATE t; DROP TABLE u");

        SessionResult backup = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder", folder, Database);

        Assert.NotNull(backup.Single().Abnormal);
        Assert.Contains(backup.Warnings, warning => warning.Contains("public.u", StringComparison.Ordinal));
        // The newest that is normal, not the newest.
        Assert.NotEqual((string)backup.Single().Name, (string)sample.Invoke("Get-HubBackup -Latest" + Settings, folder, Database).Single().Name);
        Assert.NotEmpty(sample.Invoke("Remove-HubBackupExpired -RetentionDays 1 -MinimumKeep 1" + Settings, folder, Database).Warnings);

        sample.Invoke($"Get-HubBackup{Settings} | Where-Object Abnormal | Set-HubBackup -AcceptAsNormal{Settings}", folder, Database).ThrowOnError();

        Assert.Empty(sample.Invoke("Remove-HubBackupExpired -RetentionDays 1 -MinimumKeep 1" + Settings, folder, Database).ThrowOnError().Warnings);
        Assert.Equal((string)backup.Single().Name, (string)sample.Invoke("Get-HubBackup -Latest" + Settings, folder, Database).Single().Name);
    }

    [Fact]
    public void The_last_good_backup_cannot_be_removed()
    {
        string folder = FolderOfNights(1);

        SessionResult result = Invoke($"Get-HubBackup{Settings} | Remove-HubBackup -Confirm:$false", folder);

        Assert.Equal("LastGoodBackup", result.ErrorId());
        Assert.Single(Listed(folder));
    }

    [Fact]
    public void A_manifest_that_cannot_be_read_freezes_rotation_until_somebody_or_time_decides()
    {
        string folder = FolderOfNights(12);
        string newest = Path.Combine(folder, Listed(folder)[^1] + ".json");
        File.WriteAllText(newest, "{ \"schema\": 1, \"id\"");

        SessionResult backup = sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -MinimumKeep 2", folder).ThrowOnError();

        Assert.Equal(12, Listed(folder).Length);
        Assert.Contains(backup.Warnings, warning => warning.StartsWith($"Nothing is removed: {newest} cannot be read", StringComparison.Ordinal));

        // Deleting the manifest is the way out that the warning names; here time is: a second good one is newer.
        sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -MinimumKeep 2", folder).ThrowOnError();
        Assert.Equal(2, Listed(folder).Length);
        Assert.True(File.Exists(newest));
        Assert.True(File.Exists(newest[..^".json".Length]));
    }

    [Theory]
    [InlineData("Set-HubBackup x -Pin -Unpin")]
    [InlineData("Set-HubBackup x")]
    [InlineData("Remove-HubBackupExpired -RetentionDays 0")]
    public void What_makes_no_sense_is_refused(string script) => Assert.Equal("SettingInvalid", Invoke(script, "/nowhere").ErrorId());

    /// <summary>A folder of one real backup that is made to look like one a night, a year ago.</summary>
    private string FolderOfNights(int nights)
    {
        string folder = sample.NewFolder();
        dynamic backup = sample.Backup(folder);
        string data = backup.FullName;
        string manifest = File.ReadAllText(data + ".json");
        for (int night = 1; night <= nights; night++)
        {
            DateTime time = new DateTime(2025, 2, 1, 3, 0, 0, DateTimeKind.Utc).AddDays(night);
            string name = $"hub_chantier_backup_{time:yyyyMMdd_HHmmss}.sql.gz";
            File.Copy(data, Path.Combine(folder, name));
            File.Copy(data + ".access.sql", Path.Combine(folder, name + ".access.sql"));
            System.Text.Json.Nodes.JsonNode changed = System.Text.Json.Nodes.JsonNode.Parse(manifest)!;
            changed["file"] = name;
            changed["id"] = Guid.NewGuid();
            changed["started"] = time;
            changed["finished"] = time.AddMinutes(1);
            File.WriteAllText(Path.Combine(folder, name + ".json"), changed.ToJsonString());
        }

        File.Delete(data);
        File.Delete(data + ".access.sql");
        File.Delete(data + ".json");
        return folder;
    }

    private SessionResult Invoke(string script, string folder, string? more = null) => sample.Invoke(script, folder, more: more);

    private string[] Listed(string folder) => [.. Invoke("Get-HubBackup" + Settings, folder).ThrowOnError().Output.Select(backup => $"{backup}")];

    private static string[] Decisions(SessionResult result) => [.. result.ThrowOnError().Output.Select(decision => $"{decision}")];
}
