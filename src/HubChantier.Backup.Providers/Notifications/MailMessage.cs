using System.Globalization;
using System.Net;
using System.Text;
using HubChantier.Backup.Ports;
using MimeKit;

namespace HubChantier.Backup.Providers.Notifications;

/// <summary>A notice as mail: plain text, and HTML of the same words for who sees that. Nothing in it is loaded from elsewhere.</summary>
internal static class MailMessage
{
    /// <summary>Error texts of pg_dump can be long; the log has them whole.</summary>
    private const int MostCharacters = 20_000;

    private const string Cell = "padding:2px 12px 2px 0;text-align:left;vertical-align:top";

    public static MimeMessage Of(Notice notice, MailSettings settings)
    {
        MimeMessage message = new()
        {
            Subject = NoticeText.Line($"[{notice.Host}] {notice.Title}", 200),
            Date = notice.Time,
            Body = new BodyBuilder { TextBody = NoticeText.Lines(NoticeText.Whole(notice), MostCharacters), HtmlBody = Html(notice) }.ToMessageBody(),
        };
        message.From.Add(Address(settings.From));
        message.To.AddRange(settings.To.Select(Address));
        // RFC 3834: nobody's holiday note answers it.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private static MailboxAddress Address(System.Net.Mail.MailAddress address) => new(address.DisplayName, address.Address);

    private static string Html(Notice notice)
    {
        StringBuilder html = new();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}\"><meta charset=\"utf-8\">");
        html.Append("<body style=\"font-family:sans-serif;line-height:1.4\">");
        html.Append(CultureInfo.InvariantCulture, $"<h2 style=\"color:{Color(notice.Status)}\">{Encode(NoticeText.Line(notice.Title, 250))}</h2>");
        foreach (string part in (ReadOnlySpan<string>)[notice.Text, notice.Advice ?? ""])
        {
            if (part.Length > 0)
            {
                html.Append(CultureInfo.InvariantCulture, $"<p style=\"white-space:pre-wrap\">{Encode(NoticeText.Lines(part, MostCharacters))}</p>");
            }
        }

        html.Append("<table>");
        foreach (NoticeFact fact in notice.Facts)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th style=\"{Cell}\">{Encode(NoticeText.Line(fact.Label, 50))}</th><td style=\"{Cell}\">{Encode(NoticeText.Line(fact.Value, 500))}</td></tr>");
        }

        return html.Append("</table></body></html>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Color(HubNotificationStatus status) => status switch
    {
        HubNotificationStatus.Failed => "#c62828",
        HubNotificationStatus.Warning => "#b25000",
        HubNotificationStatus.Succeeded or HubNotificationStatus.Recovered => "#2e7d32",
        _ => "#37474f",
    };
}
