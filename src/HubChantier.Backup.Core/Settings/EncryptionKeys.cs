using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.Settings;

/// <summary>The public keys for which backups are encrypted, and where the private ones are. What may be a private key is never shown.</summary>
internal static class EncryptionKeys
{
    /// <summary>The recipients, each once; the variable separates them by commas.</summary>
    public static IReadOnlyList<AgeRecipient> Recipients(SettingReader reader)
    {
        FoundSetting? found = reader.Lookup.Find(SettingTable.Recipient);
        IEnumerable<string> items = found is null ? [] : (found.Items ?? [found.Value]).SelectMany(static item => item.Split(','));
        AgeRecipient[] recipients = [.. items
            .Select(static item => item.Trim())
            .Distinct(StringComparer.Ordinal)
            .Select(item => AgeRecipient.Parse(item) ?? throw SettingErrors.Invalid(found!, Strings.AllowedRecipient))];
        reader.Note(SettingTable.Recipient, found, recipients.Length == 0 ? null : string.Join(", ", (object[])recipients));
        return recipients;
    }

    /// <summary>The file's path; what is in it is read when a backup asks for it.</summary>
    public static string? IdentityFile(SettingReader reader)
        => reader.Lookup.Find(SettingTable.IdentityFile) is { } found && SettingText.MayHoldPassword(found.Value)
            ? throw SettingErrors.Invalid(found, Strings.AllowedIdentityFile)
            : reader.FullPath(SettingTable.IdentityFile, otherwise: null);
}
