using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>The metrics against Prometheus's own checks, with the alert rules and the dashboard that go with them.</summary>
public sealed partial class MetricTests : IDisposable
{
    private static readonly string s_examples = RepositoryRoot.Combine("examples", "monitoring");

    private static readonly Lazy<string> s_promtool = new(() => Command.Run(
        "bash", [RepositoryRoot.Combine("tools", "setup", "promtool.sh"), RepositoryRoot.Combine("artifacts", "promtool")]).Trim());

    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-metrics-").FullName;

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_file_passes_the_check_of_promtool()
    {
        Put();

        dynamic file = Export("'x', 'other\"\\' | ForEach-Object { Get-HubBackupHealth -Database $_ -Source s -BackupDirectory $folder -SkipServer } | Export-HubBackupMetric \"$folder/m.prom\"").Single();

        string text = File.ReadAllText((string)file.FullName);
        (int code, string output, string error) = Command.TryRun(s_promtool.Value, ["check", "metrics"], input: text);
        Assert.True(code == 0 && error.Length == 0, $"{output}{error}\n{text}");
        Assert.Contains("hub_backup_last_good_size_bytes{database=\"x\",source=\"s\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_backup_last_good_timestamp_seconds{database=\"x\",source=\"s\"} 1770519600\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_backup_health_status{database=\"other\\\"\\\\\",source=\"s\"} 2\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hub_backup_last_good_size_bytes{database=\"other", text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            // node_exporter runs as another user.
            Assert.Equal(UnixFileMode.OtherRead, File.GetUnixFileMode((string)file.FullName) & UnixFileMode.OtherRead);
        }
    }

    [Fact]
    public void Without_health_the_configured_database_is_looked_at_and_an_old_file_is_replaced()
    {
        Put();
        string path = Path.Combine(_folder, "m.prom");
        File.WriteAllText(path, "old");

        Export("Export-HubBackupMetric \"$folder/m.prom\" -Database x -Source s -BackupDirectory $folder -SkipServer").ThrowOnError();

        Assert.Contains("hub_backup_last_good_rows{database=\"x\",source=\"s\"} 7\n", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder, "*.partial"));
    }

    [Fact]
    public void A_folder_that_is_not_there_and_a_name_that_nobody_reads_are_errors()
    {
        SessionResult missing = Export("Export-HubBackupMetric \"$folder/no/m.prom\" -Database x -Source s -BackupDirectory $folder -SkipServer");
        Assert.Equal("FolderNotWritable", missing.ErrorId());
        Assert.StartsWith("ParameterArgument", Export("Export-HubBackupMetric m.txt -BackupDirectory $folder -SkipServer").ErrorId(), StringComparison.Ordinal);
        Assert.Equal("FolderNotWritable", Export("Export-HubBackupMetric Env:m.prom -Database x -Source s -BackupDirectory $folder -SkipServer").ErrorId());
    }

    [Fact]
    public void Each_alert_fires_when_it_should_and_none_while_all_is_well()
    {
        string output = Command.Run(s_promtool.Value, ["test", "rules", Path.Combine(s_examples, "hub-backup.rules.test.yml")]);
        Assert.Contains("SUCCESS", output, StringComparison.Ordinal);

        string tested = File.ReadAllText(Path.Combine(s_examples, "hub-backup.rules.test.yml"));
        Assert.All(Alert().Matches(File.ReadAllText(Path.Combine(s_examples, "hub-backup.rules.yml"))), match
            => Assert.Matches($"alertname: {match.Groups[1].Value}\n +exp_alerts:\n", tested));
    }

    [Fact]
    public void Rules_and_dashboard_ask_for_gauges_that_exist_in_words_that_Prometheus_understands()
    {
        JsonNode dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(s_examples, "grafana-dashboard.json")))!;
        string[] queries = [.. dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => (string)target!["expr"]!)];
        string rules = Path.Combine(_folder, "dashboard.yml");
        File.WriteAllText(rules, "groups:\n- name: dashboard\n  rules:\n" + string.Concat(queries.Select((query, number) => $"  - record: r{number}\n    expr: '{query}'\n")));

        Assert.Contains("SUCCESS", Command.Run(s_promtool.Value, ["check", "rules", rules]), StringComparison.Ordinal);
        string help = File.ReadAllText(RepositoryRoot.Combine("docs", "en-US", "Export-HubBackupMetric.md"));
        string[] used = [.. Gauge().Matches(string.Join('\n', queries) + File.ReadAllText(Path.Combine(s_examples, "hub-backup.rules.yml"))).Select(match => match.Groups[1].Value).Distinct()];
        Assert.NotEmpty(used);
        Assert.All(used, gauge => Assert.Contains($"`{gauge}`", help, StringComparison.Ordinal));
    }

    private SessionResult Export(string script) => _session.Invoke("param($folder) " + script, new { folder = _folder });

    private void Put()
    {
        string name = "x_backup_20260208_030000.sql.gz";
        File.WriteAllText(Path.Combine(_folder, name), "abc");
        File.WriteAllText(Path.Combine(_folder, name + ".json"), new JsonObject
        {
            ["schema"] = 1, ["id"] = Guid.NewGuid().ToString(), ["file"] = name, ["kind"] = "scheduled", ["database"] = "x", ["source"] = "s",
            ["started"] = "2026-02-08T03:00:00Z", ["finished"] = "2026-02-08T03:01:00Z", ["length"] = 3, ["sha256"] = new string('a', 64),
            ["tables"] = new JsonArray(new JsonObject { ["schema"] = "public", ["name"] = "t", ["rows"] = 7, ["bytes"] = 70, ["data_start"] = 0 }),
        }.ToJsonString());
    }

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"hub_backup_(\w+)")]
    private static partial Regex Gauge();
}
