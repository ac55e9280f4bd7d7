using System.Globalization;
using System.Text.Json.Nodes;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>A notice as JSON of our own, for programs; Send-HubBackupNotification's help page describes it.</summary>
internal static class WebhookMessage
{
    /// <summary>The version of the schema; a later one may add fields, a change of one has another number.</summary>
    private const int Schema = 1;

    public static JsonObject Of(Notice notice) => new()
    {
        ["schema"] = Schema,
        ["status"] = notice.Status.ToString(),
        ["title"] = notice.Title,
        ["text"] = notice.Text,
        ["advice"] = notice.Advice,
        ["database"] = notice.Database,
        ["source"] = notice.Source,
        ["host"] = notice.Host,
        ["time"] = notice.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["error_id"] = notice.ErrorId,
        ["backup"] = notice.BackupName,
        ["bytes"] = notice.Bytes,
    };
}
