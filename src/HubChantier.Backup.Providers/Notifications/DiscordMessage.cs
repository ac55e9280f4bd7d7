using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>
/// A notice as Discord's webhooks take it (Discord's documentation, "Execute Webhook" and "Embed Limits": a title has at most 256 characters, a
/// description 4096, a field's value 1024, all together 6000). Nobody is mentioned, whatever a name says.
/// </summary>
internal static class DiscordMessage
{
    private const string Markup = "\\*_~`|>#[]()<-:@";

    public static JsonObject Of(Notice notice)
    {
        JsonArray fields = [];
        foreach (NoticeFact fact in notice.Facts.Take(10))
        {
            fields.Add(new JsonObject { ["name"] = Text(fact.Label, 50), ["value"] = Text(fact.Value, 150), ["inline"] = true });
        }

        string text = string.Join("\n\n", ((string[])[notice.Text, notice.Advice ?? ""]).Where(part => part.Length > 0));
        JsonObject embed = new()
        {
            ["title"] = Text(notice.Title, 128),
            // Escaped it may be twice as long.
            ["description"] = Escape(NoticeText.Lines(text, 1500)),
            ["color"] = Color(notice.Status),
            ["timestamp"] = notice.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["fields"] = fields,
        };
        return new JsonObject { ["embeds"] = new JsonArray(embed), ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() } };
    }

    private static int Color(HubNotificationStatus status) => status switch
    {
        HubNotificationStatus.Failed => 0xC62828,
        HubNotificationStatus.Warning => 0xEF6C00,
        HubNotificationStatus.Succeeded or HubNotificationStatus.Recovered => 0x2E7D32,
        _ => 0x546E7A,
    };

    private static string Text(string text, int most) => Escape(NoticeText.Line(text, most));

    /// <summary>A backslash takes the meaning from any character of Discord's Markdown.</summary>
    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char character in text)
        {
            if (Markup.Contains(character, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
