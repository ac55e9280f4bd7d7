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
