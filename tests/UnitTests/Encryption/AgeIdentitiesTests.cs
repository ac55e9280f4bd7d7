using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.UnitTests.Encryption;

/// <summary>The file of the private keys: what it may hold, and that nothing of it is ever said.</summary>
public sealed class AgeIdentitiesTests : IDisposable
{
    private readonly KeyPair _key = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-keys-").FullName;

    [Fact]
    public async Task A_file_of_age_keygen_opens_what_its_public_key_encrypted()
    {
        byte[] content = [1, 2, 3];
        string text = $"# created: 2026-02-08\n# public key: {_key.Recipient}\n{new KeyPair().Secret}\r\n\n{_key.Secret}\n";

        using Stream opened = Identities(text).Open(Backup(_key.Recipient), new MemoryStream(await _key.EncryptAsync(content)));

        byte[] read = new byte[4];
        Assert.Equal(3, opened.Read(read));
        Assert.Equal(content, read[..3]);
    }

    [Fact]
    public void A_backup_that_is_not_encrypted_needs_none()
    {
        using MemoryStream file = new();
        AgeIdentities none = new(path: null, () => throw new InvalidOperationException());

        none.Check(Backup());
        Assert.Same(file, none.Open(Backup(), file));
        // A file that is not there stops nobody who does not need it.
        Assert.Same(file, new AgeIdentities("/nowhere", () => KeyPair.X25519).Open(Backup(), file));
    }

    [Fact]
    public void Without_an_identity_an_encrypted_backup_is_refused()
    {
        AgeIdentities none = new(path: null, () => KeyPair.X25519);

        Assert.Equal(BackupFailure.IdentityNeeded, Assert.Throws<BackupException>(() => none.Check(Backup(_key.Recipient))).Failure);
        Assert.Equal(BackupFailure.IdentityNeeded, Assert.Throws<BackupException>(() => none.Open(Backup(_key.Recipient), Stream.Null)).Failure);
    }

    [Fact]
    public async Task Another_identity_is_refused_by_the_manifest_and_by_the_file()
    {
        KeyPair other = new();
        AgeIdentities identities = Identities(other.Secret);

        BackupException refused = Assert.Throws<BackupException>(() => identities.Check(Backup(_key.Recipient)));
        byte[] file = await _key.EncryptAsync([1]);
        BackupException opened = Assert.Throws<BackupException>(() => identities.Open(Backup(other.Recipient), new MemoryStream(file)));

        Assert.Equal((BackupFailure.IdentityMismatch, BackupFailure.IdentityMismatch), (refused.Failure, opened.Failure));
        Assert.Contains(_key.Recipient.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Secret, refused.ToString() + opened, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    [InlineData("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEY")]
    public void A_file_of_something_else_is_refused_without_its_text(string text)
    {
        BackupException refused = Assert.Throws<BackupException>(() => Identities(text).Check(Backup(_key.Recipient)));

        Assert.Equal(BackupFailure.SettingInvalid, refused.Failure);
        Assert.Contains("keys.txt", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("GFPYYS", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("OPENSSH", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_when_it_is_needed()
        => Assert.Equal(
            BackupFailure.SettingInvalid,
            Assert.Throws<BackupException>(() => new AgeIdentities(Path.Combine(_folder, "none"), () => KeyPair.X25519).Check(Backup(_key.Recipient))).Failure);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private AgeIdentities Identities(string text)
    {
        string path = Path.Combine(_folder, "keys.txt");
        File.WriteAllText(path, text);
        return new AgeIdentities(path, () => KeyPair.X25519);
    }

    private static HubBackup Backup(params AgeRecipient[] recipients) => new()
    {
        Schema = 1,
        Id = Guid.Empty,
        Name = "x.sql.gz.age",
        Kind = HubBackupKind.Manual,
        Database = "x",
        Source = "x",
        Started = DateTimeOffset.UnixEpoch,
        Length = 1,
        Encryption = recipients.Length == 0 ? null : new HubEncryption { Format = "age", Recipients = [.. recipients.Select(recipient => recipient.ToString())] },
    };
}
