using System.Text.Json.Nodes;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>
/// A notice as Slack's incoming webhooks take it (Slack's documentation, "Incoming webhooks" and "Block Kit": a header has at most 150 characters, a
/// text 3000, a field 2000, a section 10 fields). Plain text blocks know no markup and no mentions; only the line for notifications does, and is escaped.
/// </summary>
internal static class SlackMessage
{
    public static JsonObject Of(Notice notice)
    {
        JsonArray blocks = [new JsonObject { ["type"] = "header", ["text"] = Plain(NoticeText.Line(Mark(notice.Status) + notice.Title, 150)) }];
        foreach (string part in (ReadOnlySpan<string>)[notice.Text, notice.Advice ?? ""])
        {
            if (part.Length > 0)
            {
                blocks.Add(new JsonObject { ["type"] = "section", ["text"] = Plain(NoticeText.Lines(part, 3000)) });
            }
        }

        JsonArray fields = [];
        foreach (NoticeFact fact in notice.Facts.Take(10))
        {
            fields.Add(Plain(NoticeText.Line($"{fact.Label}: {fact.Value}", 500)));
        }

        if (fields.Count > 0)
        {
            blocks.Add(new JsonObject { ["type"] = "section", ["fields"] = fields });
        }

        return new JsonObject { ["text"] = Escape(NoticeText.Line(notice.Title, 1000)), ["blocks"] = blocks };
    }

    /// <summary>A sign before the title: Slack's blocks have no colours.</summary>
    private static string Mark(HubNotificationStatus status) => status switch
    {
        HubNotificationStatus.Failed => "🔴 ",
        HubNotificationStatus.Warning => "🟠 ",
        HubNotificationStatus.Succeeded or HubNotificationStatus.Recovered => "🟢 ",
        _ => "",
    };

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };

    /// <summary>The three characters that Slack gives a meaning to ("Formatting text for app surfaces").</summary>
    private static string Escape(string text)
        => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
