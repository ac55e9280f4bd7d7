using System.Text.Json.Nodes;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Commands;

/// <summary>Compare-HubBackup on manifests in a folder, without a server.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-compare-").FullName;

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Each_backup_is_compared_with_the_one_before_it()
    {
        Put("01", ("chantiers", 10), ("old", 5));
        Put("02", ("chantiers", 12));
        Put("03", ("chantiers", 12), ("devis", 4));
        Put("03", kind: "safety", tables: ("chantiers", 1));

        SessionResult all = Invoke("Get-HubBackup -BackupDirectory $folder -Database x -Source s | Compare-HubBackup -BackupDirectory $folder").ThrowOnError();
        dynamic latest = Invoke("Compare-HubBackup -Latest -BackupDirectory $folder -Database x -Source s").Single();

        Assert.Equal([-3L, 4L], all.Output.Select(item => (long)((dynamic)item.BaseObject).Rows));
        Assert.Contains("x_backup_20260201_030000.sql.gz", Assert.Single(all.Warnings), StringComparison.Ordinal);
        Assert.Equal("x_backup_20260202_030000.sql.gz", (string)latest.Reference.Name);
        Assert.Equal(4L, (long)latest.Rows);
    }

    [Fact]
    public void A_backup_is_compared_with_one_that_is_given()
    {
        Put("01", ("chantiers", 10));
        Put("02", ("chantiers", 12));
        Put("03", ("chantiers", 9));

        dynamic comparison = Invoke(
            "$first = Get-HubBackup -BackupDirectory $folder -Database x -Source s | Select-Object -First 1; "
            + "Compare-HubBackup -Name *0203* -ReferenceObject $first -BackupDirectory $folder -Database x -Source s").Single();

        Assert.Equal(-1L, (long)comparison.Rows);
    }

    [Fact]
    public void What_is_gone_is_read_first()
    {
        Put("01", ("chantiers", 10), ("same", 2), ("old", 5));
        Put("02", ("chantiers", 1200), ("same", 2), ("new", 3));

        Invoke("Compare-HubBackup -Latest -BackupDirectory $folder -Database x -Source s | Out-Default").ThrowOnError();

        string[] lines = _session.Host.Interface.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(
            [
                "x_backup_20260201_030000.sql.gz -> x_backup_20260202_030000.sql.gz (1d)",
                "rows: 17 -> 1,205 (+1,188), file: 3 B -> 3 B",
                "- public.old: 5 rows, -50 B",
                "+ public.new: 3 rows, +30 B",
                "~ public.chantiers: 10 -> 1,200 (+1,190) rows, +11.6 KB",
                "1 tables have as many rows and bytes as before",
            ],
            lines);
    }

    [Fact]
    public void A_file_of_the_old_scripts_is_an_error()
    {
        File.WriteAllText(Path.Combine(_folder, "x_backup_20250101_030000.sql.gz"), "abc");
        Put("01", ("chantiers", 10));

        SessionResult result = Invoke(
            "$old = Get-HubBackup -Name *2025* -BackupDirectory $folder -Database x -Source s; "
            + "Compare-HubBackup -Latest -ReferenceObject $old -BackupDirectory $folder -Database x -Source s");

        Assert.Equal("ManifestInvalid", result.ErrorId());
    }

    private SessionResult Invoke(string script) => _session.Invoke("param($folder) " + script, new { folder = _folder });

    private void Put(string day, params (string Name, long Rows)[] tables) => Put(day, "scheduled", tables);

    private void Put(string day, string kind, params (string Name, long Rows)[] tables)
    {
        string name = kind == "safety" ? $"x_safety_202602{day}_040000.sql.gz" : $"x_backup_202602{day}_030000.sql.gz";
        File.WriteAllText(Path.Combine(_folder, name), "abc");
        JsonObject manifest = new()
        {
            ["schema"] = 1,
            ["id"] = Guid.NewGuid().ToString(),
            ["file"] = name,
            ["kind"] = kind,
            ["database"] = "x",
            ["source"] = "s",
            ["started"] = $"2026-02-{day}T03:00:00Z",
            ["finished"] = $"2026-02-{day}T03:01:00Z",
            ["length"] = 3,
            ["sha256"] = new string('a', 64),
            ["tables"] = new JsonArray([.. tables.Select(table => (JsonNode)new JsonObject
            {
                ["schema"] = "public", ["name"] = table.Name, ["rows"] = table.Rows, ["bytes"] = 10 * table.Rows, ["data_start"] = 0,
            })]),
        };
        File.WriteAllText(Path.Combine(_folder, name + ".json"), manifest.ToJsonString());
    }
}
