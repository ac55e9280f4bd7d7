using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>The settings of notices: what is wrong among them is told, and stops no backup.</summary>
[InEnglish]
public sealed class NotifierSettingTests
{
    [Theory]
    [InlineData(null, null, MailSecurity.StartTls, 587)]
    [InlineData("TLS", null, MailSecurity.Tls, 465)]
    [InlineData("none", null, MailSecurity.None, 25)]
    [InlineData("tls", "2465", MailSecurity.Tls, 2465)]
    public void Mail_has_the_usual_port_of_its_security(string? security, string? port, MailSecurity expected, int expectedPort)
    {
        World world = Mail().InEnvironment("BACKUP_NOTIFY_SMTP_SECURITY", security ?? "").InEnvironment("BACKUP_NOTIFY_SMTP_PORT", port ?? "");

        MailSettings mail = world.Resolve().Notifiers!.Mail!;

        Assert.Equal((expected, expectedPort, "smtp.example"), (mail.Security, mail.Port, mail.Host));
        Assert.Equal("Backups <b@example.org>", $"{mail.From.DisplayName} <{mail.From.Address}>");
        Assert.Equal(["anna@example.org", "bert@example.org"], mail.To.Select(address => address.Address));
    }

    [Theory]
    [InlineData("BACKUP_NOTIFY_SLACK_URL", "hooks.slack.com/hunter2", "BACKUP_NOTIFY_SLACK_URL (environment) is not allowed")]
    [InlineData("BACKUP_NOTIFY_PING_URL", "https://u:hunter2@ping.example/", "BACKUP_NOTIFY_PING_URL (environment) is not allowed")]
    [InlineData("BACKUP_NOTIFY_TEAMS_URL", "file:///hunter2", "BACKUP_NOTIFY_TEAMS_URL (environment) is not allowed")]
    [InlineData("BACKUP_NOTIFY_WEBHOOK_URL_FILE", "/gone", "BACKUP_NOTIFY_WEBHOOK_URL_FILE (environment) names the file /gone")]
    [InlineData("BACKUP_NOTIFY_ON", "never", "allowed: failure, always")]
    [InlineData("BACKUP_NOTIFY_TIMEOUT_SECONDS", "0", "a whole number from 1 to 600")]
    [InlineData("BACKUP_NOTIFY_SMTP_SECURITY", "ssl", "allowed: starttls, tls, none")]
    [InlineData("BACKUP_NOTIFY_SMTP_HOST", "smtp.example:25", "without a port")]
    [InlineData("BACKUP_NOTIFY_MAIL_TO", "anna@example.org,bert", "addresses of mail")]
    [InlineData("BACKUP_NOTIFY_MAIL_FROM", "a@example.org, b@example.org", "addresses of mail")]
    [InlineData("BACKUP_NOTIFY_SMTP_PASSWORD", "hunter2", "is set, but what belongs to it is not: BACKUP_NOTIFY_SMTP_USER")]
    [InlineData("BACKUP_NOTIFY_SMTP_USER", "anna", "is set, but what belongs to it is not: BACKUP_NOTIFY_SMTP_PASSWORD")]
    public void What_is_wrong_is_told_without_the_secret_and_stops_no_backup(string variable, string value, string expected)
    {
        BackupSettings settings = Mail().InEnvironment(variable, value).Resolve();

        Assert.Null(settings.Notifiers);
        Assert.Equal(BackupFailure.SettingInvalid, settings.NotifierProblem!.Failure);
        Assert.Contains(expected, World.Unix(settings.NotifierProblem.Message), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", settings.NotifierProblem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_does_not_go_over_an_open_line()
    {
        World world = Mail().InEnvironment("BACKUP_NOTIFY_SMTP_USER", "anna").InEnvironment("BACKUP_NOTIFY_SMTP_PASSWORD", "hunter2");
        Assert.Equal("hunter2", world.Resolve().Notifiers!.Mail!.Password);

        BackupException problem = world.InEnvironment("BACKUP_NOTIFY_SMTP_SECURITY", "none").Resolve().NotifierProblem!;

        Assert.Contains("starttls or tls", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_survey_gets_past_a_wrong_channel_to_the_right_ones()
    {
        SettingSurvey survey = Mail().InEnvironment("BACKUP_NOTIFY_SLACK_URL", "x").InEnvironment("BACKUP_NOTIFY_PING_URL", "https://ping.example/1")
            .InEnvironment("BACKUP_RETENTION_DAYS", "sept").Survey();

        Assert.Equal(["NotifySlackUrl", "RetentionDays"], survey.Problems.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("https://ping.example/1", survey.Settings.Notifiers!.PingUrl!.AbsoluteUri);
        Assert.NotNull(survey.Settings.Notifiers.Mail);
        Assert.Null(survey.Settings.Notifiers.SlackUrl);
    }

    [Theory]
    [InlineData("BACKUP_NOTIFY_MAIL_TO")]
    [InlineData("BACKUP_NOTIFY_MAIL_FROM")]
    [InlineData("BACKUP_NOTIFY_SMTP_HOST")]
    public void Mail_without_one_of_its_three_is_told(string missing)
        => Assert.Contains(missing, Mail().InEnvironment(missing, "").Resolve().NotifierProblem!.Message, StringComparison.Ordinal);

    private static World Mail() => new World()
        .InEnvironment("BACKUP_NOTIFY_SMTP_HOST", "smtp.example")
        .InEnvironment("BACKUP_NOTIFY_MAIL_FROM", "Backups <b@example.org>")
        .InEnvironment("BACKUP_NOTIFY_MAIL_TO", "anna@example.org, bert@example.org");
}
