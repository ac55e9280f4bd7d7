using System.Text.Json.Nodes;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>
/// A notice as a workflow of Teams takes it that begins with a webhook: a message with an Adaptive Card (Microsoft's documentation, "Create incoming
/// webhooks with Workflows"; workflows know no message cards, and Teams takes at most 28 KB). Text runs know no Markdown, unlike text blocks and facts.
/// </summary>
internal static class TeamsMessage
{
    public static JsonObject Of(Notice notice)
    {
        JsonArray body = [Paragraph(Run(NoticeText.Line(notice.Title, 250), "Bolder", Color(notice.Status), "Large"))];
        foreach (string part in (ReadOnlySpan<string>)[notice.Text, notice.Advice ?? ""])
        {
            // A run shows no line ends; a character may be six bytes of JSON.
            foreach (string line in NoticeText.Lines(part, 1500).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(40))
            {
                body.Add(Paragraph(Run(line)));
            }
        }

        foreach (NoticeFact fact in notice.Facts.Take(10))
        {
            body.Add(Paragraph(Run(NoticeText.Line(fact.Label, 50) + ": ", "Bolder"), Run(NoticeText.Line(fact.Value, 500))));
        }

        JsonObject card = new()
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = body,
        };
        JsonObject attachment = new() { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card };
        return new JsonObject { ["type"] = "message", ["attachments"] = new JsonArray(attachment) };
    }

    private static JsonObject Paragraph(params JsonNode[] runs) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(runs) };

    private static JsonObject Run(string text, string weight = "Default", string color = "Default", string size = "Default")
        => new() { ["type"] = "TextRun", ["text"] = text, ["weight"] = weight, ["color"] = color, ["size"] = size };

    private static string Color(HubNotificationStatus status) => status switch
    {
        HubNotificationStatus.Failed => "Attention",
        HubNotificationStatus.Warning => "Warning",
        HubNotificationStatus.Succeeded or HubNotificationStatus.Recovered => "Good",
        _ => "Default",
    };
}
