using System.Globalization;
using System.Security.Cryptography;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Encryption;

/// <summary>The private keys of one run: those in the identity file that a person named, read when one is needed; or none.</summary>
public sealed class AgeIdentities
{
    /// <summary>Characters: a file of thousands of keys. Nobody has us read a disk.</summary>
    private const int MaximumLength = 1 << 20;

    private readonly string? _path;
    private readonly Lazy<IReadOnlyList<AgeIdentity>> _all;

    /// <summary>Makes them.</summary>
    /// <param name="path">Absolute path of the file; null for none.</param>
    /// <param name="x25519">Gives the key agreement; called when a key is needed.</param>
    public AgeIdentities(string? path, Func<IX25519> x25519)
    {
        _path = path;
        _all = new Lazy<IReadOnlyList<AgeIdentity>>(() => Read(path!, x25519()));
    }

    /// <summary>Those of an operation.</summary>
    public static AgeIdentities Of(OperationContext context) => new(context.IdentityFile, context.X25519);

    /// <summary>Whether a backup can be read as far as is known without opening anything: it is not encrypted, or there is an identity.</summary>
    internal bool CanOpen(HubBackup backup) => !backup.Encrypted || _path is not null;

    /// <summary>Whether one of the identities is among these recipients.</summary>
    internal bool AreAmong(IReadOnlyList<string> recipients) => _path is not null && _all.Value.Any(identity => recipients.Contains(identity.Recipient.ToString()));

    /// <summary>Refuses a backup that could not be read, before anything else is done for it.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.IdentityNeeded"/>; <see cref="BackupFailure.IdentityMismatch"/>; <see cref="BackupFailure.SettingInvalid"/>: the file of
    /// the identities cannot be read.
    /// </exception>
    internal void Check(HubBackup backup)
    {
        CheckGiven(backup);
        if (backup.Recipients.Count > 0 && !AreAmong(backup.Recipients))
        {
            throw Mismatch(backup);
        }
    }

    /// <summary>The content of one of a backup's files: decrypted, if the backup is encrypted.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="file">Its data file, or one beside it, at its begin; not disposed.</param>
    /// <exception cref="InvalidDataException">The file is damaged; so is what is read of it later.</exception>
    /// <exception cref="BackupException">As <see cref="Check"/>.</exception>
    internal Stream Open(HubBackup backup, Stream file)
    {
        if (!backup.Encrypted)
        {
            return file;
        }

        CheckGiven(backup);
        AgeFormat.RequireSupport();
        byte[] fileKey = AgeHeader.Read(file).Unwrap(_all.Value) ?? throw Mismatch(backup);
        AgeReadStream content = new(file, fileKey);
        CryptographicOperations.ZeroMemory(fileKey);
        return content;
    }

    private void CheckGiven(HubBackup backup)
    {
        if (!CanOpen(backup))
        {
            throw Failed(BackupFailure.IdentityNeeded, backup, Strings.IdentityNeeded, backup.Name);
        }
    }

    private BackupException Mismatch(HubBackup backup)
        => Failed(BackupFailure.IdentityMismatch, backup, Strings.IdentityMismatch, _path!, backup.Name, backup.Recipients.Count == 0 ? "?" : string.Join(", ", backup.Recipients));

    private static List<AgeIdentity> Read(string path, IX25519 x25519)
    {
        List<AgeIdentity> identities = [];
        try
        {
            using StreamReader reader = new(path);
            int number = 0;
            int length = 0;
            while (reader.ReadLine() is { } line && (length += line.Length) < MaximumLength)
            {
                number++;
                string text = line.Trim();
                if (text.Length > 0 && !text.StartsWith('#'))
                {
                    // The line is never shown: it may be a key with a slip in it.
                    identities.Add(AgeIdentity.Parse(text, x25519) ?? throw Invalid(path, string.Format(CultureInfo.CurrentCulture, Strings.IdentityLineInvalid, number)));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, exception.Message, exception);
        }

        return identities.Count > 0 ? identities : throw Invalid(path, Strings.IdentityFileEmpty);
    }

    private static BackupException Invalid(string path, string why, Exception? inner = null)
        => new(BackupFailure.SettingInvalid, string.Format(CultureInfo.CurrentCulture, Strings.IdentityFileInvalid, path, why), inner, path);

    private static BackupException Failed(BackupFailure failure, HubBackup backup, string format, params object[] values)
        => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), subject: backup);
}
