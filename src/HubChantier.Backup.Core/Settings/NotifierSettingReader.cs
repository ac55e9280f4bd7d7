using System.Net.Mail;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Settings;

/// <summary>Reads the settings of notices, and checks what must fit together among them.</summary>
internal static class NotifierSettingReader
{
    private const int MaximumPort = 65535;

    private static readonly string[] s_securities = ["starttls", "tls", "none"];

    public static NotifierSettings Read(SettingReader read) => new()
    {
        TellsSuccess = read.Text(
            SettingTable.NotifyOn, "failure", static value => SettingChecks.Choice(value, "failure", "always"), "failure, always") == "always",
        SlackUrl = ReadUrl(read, SettingTable.NotifySlackUrl),
        DiscordUrl = ReadUrl(read, SettingTable.NotifyDiscordUrl),
        TeamsUrl = ReadUrl(read, SettingTable.NotifyTeamsUrl),
        WebhookUrl = ReadUrl(read, SettingTable.NotifyWebhookUrl),
        PingUrl = ReadUrl(read, SettingTable.NotifyPingUrl),
        Mail = ReadMail(read),
        Timeout = TimeSpan.FromSeconds(read.Number(SettingTable.NotifyTimeoutSeconds, 30, 1, 600)),
    };

    private static Uri? ReadUrl(SettingReader read, SettingRow row)
    {
        FoundSetting? found = read.Lookup.Find(row);
        Uri? address = found is null ? null : SettingChecks.SecretUrl(found.Value) ?? throw SettingErrors.Invalid(found, Strings.AllowedSecretUrl);
        read.Note(row, found, found?.Value);
        return address;
    }

    private static MailSettings? ReadMail(SettingReader read)
    {
        FoundSetting? host = read.Lookup.Find(SettingTable.NotifySmtpHost);
        read.Text(SettingTable.NotifySmtpHost, otherwise: null, SettingChecks.MailHost, Strings.AllowedMailHost);
        MailSecurity security = ReadSecurity(read);
        int port = read.Number(SettingTable.NotifySmtpPort, UsualPort(security), 1, MaximumPort);
        (string? user, string? password) = ReadUser(read, security);
        FoundSetting? to = ReadAddresses(read, SettingTable.NotifyMailTo, out IReadOnlyList<MailAddress> receivers);
        FoundSetting? from = ReadAddresses(read, SettingTable.NotifyMailFrom, out IReadOnlyList<MailAddress> senders);
        if (host is null && to is null)
        {
            return null;
        }

        if (senders.Count > 1)
        {
            throw SettingErrors.Invalid(from!, Strings.AllowedMailAddress);
        }

        return new MailSettings
        {
            Host = (host ?? throw SettingErrors.Alone(to!, SettingTable.NotifySmtpHost)).Value,
            Port = port,
            Security = security,
            User = user,
            Password = password,
            To = to is null ? throw SettingErrors.Alone(host, SettingTable.NotifyMailTo) : receivers,
            From = from is null ? throw SettingErrors.Alone(to, SettingTable.NotifyMailFrom) : senders[0],
        };
    }

    private static MailSecurity ReadSecurity(SettingReader read)
        => read.Text(
            SettingTable.NotifySmtpSecurity, "starttls", static value => SettingChecks.Choice(value, s_securities), string.Join(", ", s_securities)) switch
        {
            "tls" => MailSecurity.Tls,
            "none" => MailSecurity.None,
            _ => MailSecurity.StartTls,
        };

    /// <summary>The ports that RFC 8314 and RFC 5321 give.</summary>
    private static int UsualPort(MailSecurity security) => security switch
    {
        MailSecurity.Tls => 465,
        MailSecurity.None => 25,
        _ => 587,
    };

    private static (string? User, string? Password) ReadUser(SettingReader read, MailSecurity security)
    {
        FoundSetting? user = read.Lookup.Find(SettingTable.NotifySmtpUser);
        FoundSetting? password = read.Lookup.Find(SettingTable.NotifySmtpPassword);
        read.Note(SettingTable.NotifySmtpUser, user, user?.Value);
        read.Note(SettingTable.NotifySmtpPassword, password, password?.Value);
        if ((user is null) != (password is null))
        {
            throw SettingErrors.Alone(user ?? password!, user is null ? SettingTable.NotifySmtpUser : SettingTable.NotifySmtpPassword);
        }

        if (user is not null && security == MailSecurity.None)
        {
            // Everybody on the way could read the password.
            throw SettingErrors.Invalid(read.Lookup.Find(SettingTable.NotifySmtpSecurity)!, Strings.AllowedSecurityWithPassword);
        }

        return (user?.Value, password?.Value);
    }

    private static FoundSetting? ReadAddresses(SettingReader read, SettingRow row, out IReadOnlyList<MailAddress> addresses)
    {
        FoundSetting? found = read.Lookup.Find(row);
        addresses = found is null ? [] : SettingChecks.MailAddresses(found.Value) ?? throw SettingErrors.Invalid(found, Strings.AllowedMailAddress);
        read.Note(row, found, found?.Value);
        return found;
    }
}
