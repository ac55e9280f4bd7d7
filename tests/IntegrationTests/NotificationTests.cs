using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Notifications over HTTP against a real web server on loopback.</summary>
public sealed class NotificationTests : IDisposable
{
    private const string Secret = "T0/B0/sEcReT";

    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-notify-").FullName;
    private readonly List<EnvironmentScope> _variables = [];

    public NotificationTests() => Set("BACKUP_DIR", _folder);

    public void Dispose()
    {
        _variables.ForEach(variable => variable.Dispose());
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("SLACK")]
    [InlineData("DISCORD")]
    [InlineData("TEAMS")]
    [InlineData("WEBHOOK")]
    public void A_failure_arrives_with_its_text_and_its_id(string channel)
    {
        using HttpReceiver receiver = new();
        Set($"BACKUP_NOTIFY_{channel}_URL", $"{receiver.Address}/services/{Secret}");

        dynamic result = _session.Invoke("try { Test-HubBackup /nowhere/x.sql.gz -ErrorAction Stop } catch { $_ | Send-HubBackupNotification }").Single();

        Assert.True((bool)result.Sent, $"{result}");
        Assert.Equal(receiver.Host, (string)result.Host);
        HttpReceiver.Received request = Assert.Single(receiver.Requests);
        Assert.Equal(("POST", "/services/" + Secret), (request.Method, request.Path));
        Assert.StartsWith("application/json", request.ContentType, StringComparison.Ordinal);
        string texts = string.Join('\n', Texts(JsonNode.Parse(request.Body)!)).Replace("\\", "", StringComparison.Ordinal);
        Assert.Contains("Test-HubBackup failed for hub_chantier", texts, StringComparison.Ordinal);
        Assert.Contains("/nowhere/x.sql.gz", texts, StringComparison.Ordinal);
        Assert.Contains("BackupNotFound", texts, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Start", "/start", "Started")]
    [InlineData("Success", "", "Succeeded")]
    [InlineData("Failure", "/fail", "Failed")]
    public void A_ping_goes_to_the_address_of_its_kind_and_keeps_the_query(string ping, string path, string status)
    {
        using HttpReceiver receiver = new();
        Set("BACKUP_NOTIFY_PING_URL", $"{receiver.Address}/{Secret}/?create=1");
        Set("BACKUP_NOTIFY_SLACK_URL", $"{receiver.Address}/slack");

        dynamic result = _session.Invoke("param($ping) Send-HubBackupNotification -Ping $ping", new { ping }).Single();

        Assert.Equal(("Ping", status), ($"{result.Channel}", $"{result.Status}"));
        Assert.Equal($"/{Secret}{path}?create=1", Assert.Single(receiver.Requests).Path);
    }

    [Fact]
    public void A_failed_run_pings_failure_with_the_text_and_a_test_pings_no_run()
    {
        using HttpReceiver receiver = new();
        Set("BACKUP_NOTIFY_PING_URL", receiver.Address + "/p");

        _session.Invoke("try { throw 'pg_dump: no room' } catch { $_ | Send-HubBackupNotification }; Send-HubBackupNotification -Test").ThrowOnError();

        Assert.Equal(["/p/fail", "/p/log"], receiver.Requests.Select(request => request.Path));
        Assert.Contains("pg_dump: no room", receiver.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Success_is_told_to_people_only_who_ask_for_it_and_always_after_failures()
    {
        using HttpReceiver receiver = new();
        Set("BACKUP_NOTIFY_WEBHOOK_URL", receiver.Address);
        Put("a_backup_20260208_030000.sql.gz");

        Assert.Empty(Tell("Get-HubBackup -Database a | Send-HubBackupNotification -Database a"));
        Assert.Equal("Succeeded", $"{Assert.Single(Tell("Get-HubBackup -Database a | Send-HubBackupNotification -Database a -NotifyOn Always")).Status}");
        Journal(("failed", null), ("failed", null), ("succeeded", "a_backup_20260208_030000.sql.gz"));
        Assert.Equal("Recovered", $"{Assert.Single(Tell("Get-HubBackup -Database a | Send-HubBackupNotification -Database a")).Status}");

        JsonNode told = JsonNode.Parse(receiver.Requests[^1].Body)!;
        Assert.Equal(("Recovered", "a", "default", "a_backup_20260208_030000.sql.gz", 3, 1),
            ((string)told["status"]!, (string)told["database"]!, (string)told["source"]!, (string)told["backup"]!, (int)told["bytes"]!, (int)told["schema"]!));
        Assert.StartsWith("Failed attempts before it: 2,", (string)told["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Health_is_told_with_its_reasons_and_is_no_ping()
    {
        using HttpReceiver receiver = new();
        Set("BACKUP_NOTIFY_WEBHOOK_URL", receiver.Address + "/hook");
        Set("BACKUP_NOTIFY_PING_URL", receiver.Address + "/ping");

        _session.Invoke("Get-HubBackupHealth -SkipServer | Send-HubBackupNotification").ThrowOnError();

        HttpReceiver.Received request = Assert.Single(receiver.Requests);
        JsonNode told = JsonNode.Parse(request.Body)!;
        Assert.Equal(("/hook", "Failed", "BackupMissing"), (request.Path, (string)told["status"]!, (string)told["error_id"]!));
        Assert.StartsWith("- ", (string)told["text"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)told["advice"]!);
    }

    [Theory]
    [InlineData(429, 2, true)]
    [InlineData(503, 3, true)]
    [InlineData(500, 4, false)]
    [InlineData(404, 2, false)]
    [InlineData(302, 2, false)]
    public void A_service_that_asks_for_patience_is_asked_again_and_one_that_refuses_is_not(int status, int goodFrom, bool sent)
    {
        using HttpReceiver receiver = new((number, answer) =>
        {
            answer.StatusCode = number < goodFrom ? status : 200;
            answer.Headers["Retry-After"] = "0";
            answer.Headers["Location"] = "/elsewhere";
            return Task.CompletedTask;
        });
        Set("BACKUP_NOTIFY_SLACK_URL", $"{receiver.Address}/{Secret}");

        SessionResult result = _session.Invoke("Send-HubBackupNotification -Test").ThrowOnError();

        dynamic told = Assert.Single(result.Output).BaseObject;
        Assert.Equal(sent, (bool)told.Sent);
        Assert.Equal(status >= 429 ? Math.Min(goodFrom, 3) : 1, receiver.Requests.Count);
        Assert.All(receiver.Requests, request => Assert.Equal("/" + Secret, request.Path));
        Assert.Equal(sent ? 0 : 1, result.Warnings.Count);
        Assert.True(sent || ((string)told.Error).Contains($"{status}", StringComparison.Ordinal), (string?)told.Error);
    }

    [Fact]
    public void One_channel_that_is_gone_one_that_is_silent_and_one_that_is_wrong_keep_no_other_from_being_told_and_nothing_shows_a_secret()
    {
        TaskCompletionSource ended = new();
        using HttpReceiver good = new();
        using HttpReceiver silent = new((_, _) => ended.Task);
        Set("BACKUP_NOTIFY_TIMEOUT_SECONDS", "2");
        Set("BACKUP_NOTIFY_SLACK_URL", $"http://127.0.0.1:{HttpReceiver.FreePort()}/{Secret}");
        Set("BACKUP_NOTIFY_DISCORD_URL", $"{silent.Address}/{Secret}");
        Set("BACKUP_NOTIFY_TEAMS_URL", $"teams.example/{Secret}");
        Set("BACKUP_NOTIFY_WEBHOOK_URL", $"{good.Address}/{Secret}?sig={Secret}");
        string log = Path.Combine(_folder, "log.txt");

        SessionResult result = _session.Invoke("param($log) $ErrorActionPreference = 'Stop'; Send-HubBackupNotification 'x' -LogPath $log -Verbose", new { log }).ThrowOnError();

        ended.SetResult();
        Assert.Equal(["Slack False", "Discord False", "Webhook True"], result.Output.Select(output => $"{output.Properties["Channel"].Value} {output.Properties["Sent"].Value}"));
        Assert.Equal(3, result.Warnings.Count);
        Assert.Contains("BACKUP_NOTIFY_TEAMS_URL", result.Warnings[0], StringComparison.Ordinal);
        string shown = string.Join('\n', [
            .. result.Warnings, .. result.Verbose, File.ReadAllText(log), _session.Host.Interface.Text,
            .. result.Output.SelectMany(output => output.Properties.Select(property => $"{property.Value}")),
            .. _session.Invoke("Get-HubBackupConfig -ErrorAction SilentlyContinue -ErrorVariable e | ForEach-Object { \"$($_.Name) $($_.Value)\" }; \"$e\"").ThrowOnError().Output.Select(line => $"{line}"),
        ]);
        Assert.DoesNotContain("sEcReT", shown, StringComparison.Ordinal);
        Assert.Contains(good.Host, shown, StringComparison.Ordinal);
        Assert.Contains("NotifySlackUrl ********", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_setting_that_stopped_the_backup_is_told()
    {
        using HttpReceiver receiver = new();
        Set("BACKUP_NOTIFY_WEBHOOK_URL", receiver.Address);
        Set("BACKUP_RETENTION_DAYS", "sept");

        SessionResult result = _session.Invoke("try { Invoke-HubBackup } catch { $null = $_ | Send-HubBackupNotification; throw }");

        Assert.Equal("SettingInvalid", result.ErrorId());
        JsonNode told = JsonNode.Parse(Assert.Single(receiver.Requests).Body)!;
        Assert.Equal("SettingInvalid", (string)told["error_id"]!);
        Assert.Contains("BACKUP_RETENTION_DAYS", (string)told["text"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PGHOST", "/nowhere", 11, "/p/start /p/fail", "ServerUnreachable")]
    [InlineData("BACKUP_RETENTION_DAYS", "sept", 10, "/p/start /p/fail", "SettingInvalid")]
    public void The_nights_script_tells_that_it_begins_and_how_it_ended(string variable, string value, int exitCode, string paths, string errorId)
    {
        using HttpReceiver receiver = new();
        Set("BACKUP_NOTIFY_PING_URL", receiver.Address + "/p");
        Set(variable, value);

        (int code, string output, string error) = Command.TryRun("dotnet", [KilledRunTests.ModuleHost, "-File", RepositoryRoot.Combine("examples", "nightly-backup.ps1")]);

        Assert.True(code == exitCode, output + error);
        Assert.Equal(paths, string.Join(' ', receiver.Requests.Select(request => request.Path)));
        Assert.Contains(errorId, receiver.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_names_each_channel_and_sends_nothing_and_Channel_chooses()
    {
        using HttpReceiver receiver = new();
        Set("BACKUP_NOTIFY_SLACK_URL", $"{receiver.Address}/{Secret}");
        Set("BACKUP_NOTIFY_TEAMS_URL", $"{receiver.Address}/teams");

        Assert.Empty(_session.Invoke("Send-HubBackupNotification -Test -WhatIf").ThrowOnError().Output);

        Assert.Empty(receiver.Requests);
        Assert.Contains($"Slack ({receiver.Host})", _session.Host.Interface.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, _session.Host.Interface.Text, StringComparison.Ordinal);
        Assert.Equal("Teams", $"{_session.Invoke("Send-HubBackupNotification -Test -Channel Teams").Single().Channel}");
        Assert.Equal("/teams", Assert.Single(receiver.Requests).Path);
    }

    [Fact]
    public void Without_a_channel_a_script_goes_on_in_silence_and_a_test_says_so()
    {
        Assert.Empty(_session.Invoke("try { throw 'x' } catch { $_ | Send-HubBackupNotification }; Send-HubBackupNotification -Ping Start").ThrowOnError().Warnings);
        Assert.Contains("BACKUP_NOTIFY_", Assert.Single(_session.Invoke("Send-HubBackupNotification -Test").ThrowOnError().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_others_mention_nobody_and_are_no_markup()
    {
        using HttpReceiver receiver = new();
        foreach (string channel in (string[])["SLACK", "DISCORD", "TEAMS"])
        {
            Set($"BACKUP_NOTIFY_{channel}_URL", $"{receiver.Address}/{channel}");
        }

        _session.Invoke("Send-HubBackupNotification \"<!channel> @everyone **b** `u{202E}[x](http://e)\" -Database '<!here>'").ThrowOnError();

        Dictionary<string, JsonNode> told = receiver.Requests.ToDictionary(request => request.Path, request => JsonNode.Parse(request.Body)!);
        JsonNode slack = told["/SLACK"];
        Assert.Equal("About the backups of &lt;!here&gt;", (string)slack["text"]!);
        Assert.All(Types(slack), type => Assert.Contains(type, (string[])["header", "section", "plain_text"]));
        JsonNode discord = told["/DISCORD"];
        Assert.Empty(discord["allowed_mentions"]!["parse"]!.AsArray());
        Assert.Equal("\\<!channel\\> \\@everyone \\*\\*b\\*\\*  \\[x\\]\\(http\\://e\\)", (string)discord["embeds"]![0]!["description"]!);
        JsonNode teams = told["/TEAMS"];
        Assert.Equal(("message", "application/vnd.microsoft.card.adaptive"), ((string)teams["type"]!, (string)teams["attachments"]![0]!["contentType"]!));
        Assert.All(Types(teams["attachments"]![0]!["content"]!), type => Assert.Contains(type, (string[])["AdaptiveCard", "RichTextBlock", "TextRun"]));
    }

    [Fact]
    public void A_text_without_end_is_cut_to_what_the_services_take()
    {
        using HttpReceiver receiver = new();
        foreach (string channel in (string[])["SLACK", "DISCORD", "TEAMS"])
        {
            Set($"BACKUP_NOTIFY_{channel}_URL", $"{receiver.Address}/{channel}");
        }

        _session.Invoke("Send-HubBackupNotification ('*😀' * 20000) -Status Failed -Database ('*' * 63)").ThrowOnError();

        Dictionary<string, string> told = receiver.Requests.ToDictionary(request => request.Path, request => request.Body);
        Assert.All(Texts(JsonNode.Parse(told["/SLACK"])), text => Assert.InRange(text.Length, 0, 3000));
        JsonNode embed = JsonNode.Parse(told["/DISCORD"])!["embeds"]![0]!;
        Assert.InRange(((string)embed["title"]!).Length, 1, 256);
        Assert.InRange(((string)embed["description"]!).Length, 1, 4096);
        Assert.InRange(Texts(embed).Sum(text => text.Length), 1, 6000);
        Assert.InRange(told["/TEAMS"].Length, 1, 28 * 1024);
    }

    private IReadOnlyList<dynamic> Tell(string script) => [.. _session.Invoke(script).ThrowOnError().Output.Select(output => output.BaseObject)];

    private void Put(string name)
    {
        File.WriteAllText(Path.Combine(_folder, name), "abc");
        File.WriteAllText(Path.Combine(_folder, name + ".json"), new JsonObject
        {
            ["schema"] = 1, ["id"] = Guid.NewGuid().ToString(), ["file"] = name, ["kind"] = "scheduled", ["database"] = "a", ["source"] = "default",
            ["started"] = "2026-02-08T03:00:00Z", ["finished"] = "2026-02-08T03:01:00Z", ["length"] = 3, ["sha256"] = new string('a', 64),
        }.ToJsonString());
    }

    private void Journal(params (string Result, string? Backup)[] runs) => File.WriteAllLines(
        Path.Combine(_folder, "hub-backup-journal.jsonl"),
        runs.Select((run, hour) => new JsonObject
        {
            ["schema"] = 1, ["id"] = Guid.NewGuid().ToString(), ["operation"] = "backup", ["database"] = "a", ["source"] = "default",
            ["started"] = $"2026-02-08T0{hour}:00:00Z", ["finished"] = $"2026-02-08T0{hour}:01:00Z", ["duration_seconds"] = 60,
            ["user"] = "u", ["host"] = "h", ["process_id"] = 1, ["result"] = run.Result, ["backup_name"] = run.Backup,
        }.ToJsonString()));

    private static IEnumerable<string> Types(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "type" ? [(string)member.Value!] : Types(member.Value)),
        JsonArray items => items.SelectMany(Types),
        _ => [],
    };

    private void Set(string variable, string? value) => _variables.Add(new EnvironmentScope(variable, value));

    /// <summary>All texts of a message, wherever they are.</summary>
    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}
