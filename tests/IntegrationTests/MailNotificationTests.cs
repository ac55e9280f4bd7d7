using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Notifications by mail against a real mail server on loopback.</summary>
public sealed partial class MailNotificationTests : IDisposable
{
    private const string Password = "hunter2-mail";

    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-mail-").FullName;
    private readonly List<EnvironmentScope> _variables = [];

    public void Dispose()
    {
        _variables.ForEach(variable => variable.Dispose());
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Mail_has_text_and_html_of_the_same_words_and_no_name_becomes_markup()
    {
        using SmtpReceiver receiver = new();
        Use(receiver, "none");

        dynamic result = _session.Invoke("'<b onload=x>é & \"co\"' | Send-HubBackupNotification -Database '<i>shop' -Status Failed").Single();

        Assert.True((bool)result.Sent, $"{result}");
        Assert.Equal($"127.0.0.1:{receiver.Port}", (string)result.Host);
        string mail = Decode(Assert.Single(receiver.Messages));
        Assert.Contains("Content-Type: multipart/alternative", mail, StringComparison.Ordinal);
        Assert.Contains("From: Backups <backups@example.org>", mail, StringComparison.Ordinal);
        Assert.Contains("To: anna@example.org, bert@example.org", mail, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.Ordinal);
        Assert.Contains("\n<b onload=x>é & \"co\"\n", mail, StringComparison.Ordinal);
        Assert.Contains("&lt;b onload=x&gt;&#233; &amp; &quot;co&quot;</p>", mail, StringComparison.Ordinal);
        Assert.Contains("Backup of &lt;i&gt;shop failed</h2>", mail, StringComparison.Ordinal);
        Assert.Equal(2, receiver.Commands.Count(command => command.StartsWith("RCPT TO:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_the_encryption_that_is_asked_for_no_mail_goes_out()
    {
        using SmtpReceiver receiver = new();
        Use(receiver, "starttls");

        Assert.NotNull((string?)Test().Error);
        Assert.Empty(receiver.Messages);
        Assert.DoesNotContain(receiver.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public void A_certificate_that_nobody_vouches_for_gets_neither_password_nor_mail()
    {
        using X509Certificate2 certificate = Certificate();
        using SmtpReceiver receiver = new(certificate, "anna:" + Password);
        Use(receiver, "starttls", "anna");

        Assert.NotNull((string?)Test().Error);
        Assert.DoesNotContain(receiver.Commands, command => command.Contains("AUTH", StringComparison.Ordinal));
        Assert.Empty(receiver.Messages);
    }

    /// <summary>.NET reads the trusted certificates once in a process's life, so this has one of its own.</summary>
    [Theory]
    [InlineData(Password, true)]
    [InlineData("another", false)]
    public void Password_and_mail_go_encrypted_and_a_wrong_password_is_told_without_it(string expected, bool sent)
    {
        using X509Certificate2 certificate = Certificate();
        string trusted = Path.Combine(_folder, "trusted.pem");
        File.WriteAllText(trusted, certificate.ExportCertificatePem());
        using SmtpReceiver receiver = new(certificate, "anna:" + expected);
        Use(receiver, "starttls", "anna");
        string script = Path.Combine(_folder, "s.ps1");
        File.WriteAllText(script, $"Import-Module '{RepositoryRoot.ModuleManifest}'; $r = Send-HubBackupNotification -Test -Verbose; \"$($r.Sent)|$($r.Error)\"");

        (int code, string output, string error) = Command.TryRun(
            "dotnet", [KilledRunTests.ModuleHost, "-File", script], new Dictionary<string, string> { ["SSL_CERT_FILE"] = trusted });

        Assert.Equal(0, code);
        Assert.True(output.Contains(sent ? "True|" : "False|the mail server refused user or password", StringComparison.Ordinal), output + error);
        Assert.Equal(sent ? 1 : 0, receiver.Messages.Count);
        Assert.Contains(receiver.Commands, command => command.StartsWith("TLS AUTH PLAIN ", StringComparison.Ordinal));
        Assert.DoesNotContain(receiver.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.DoesNotContain(Password, output + error, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("\0anna\0" + Password)), output + error, StringComparison.Ordinal);
    }

    private dynamic Test() => _session.Invoke("Send-HubBackupNotification -Test").Single();

    private void Use(SmtpReceiver receiver, string security, string? user = null)
    {
        Set("BACKUP_DIR", _folder);
        Set("BACKUP_NOTIFY_SMTP_HOST", "127.0.0.1");
        Set("BACKUP_NOTIFY_SMTP_PORT", receiver.Port.ToString(CultureInfo.InvariantCulture));
        Set("BACKUP_NOTIFY_SMTP_SECURITY", security);
        Set("BACKUP_NOTIFY_MAIL_FROM", "Backups <backups@example.org>");
        Set("BACKUP_NOTIFY_MAIL_TO", "anna@example.org, bert@example.org");
        if (user is not null)
        {
            string file = Path.Combine(_folder, "password");
            File.WriteAllText(file, Password + "\n");
            Set("BACKUP_NOTIFY_SMTP_USER", user);
            Set("BACKUP_NOTIFY_SMTP_PASSWORD_FILE", file);
        }
    }

    private void Set(string variable, string value) => _variables.Add(new EnvironmentScope(variable, value));

    private static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>A mail whose quoted-printable parts are read (RFC 2045).</summary>
    private static string Decode(string mail)
        => Quoted().Replace(mail.Replace("=\n", "", StringComparison.Ordinal), match => Encoding.UTF8.GetString(
            [.. match.Value.Split('=', StringSplitOptions.RemoveEmptyEntries).Select(digits => byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))]));

    [GeneratedRegex("(=[0-9A-F]{2})+")]
    private static partial Regex Quoted();
}
