using System.Text;
using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.Operations;

/// <summary>
/// A manifest is never encrypted, for retention and lists need it; but the settings of a database are where applications keep secrets. In the
/// manifest of an encrypted backup their values are encrypted for the same keys.
/// </summary>
internal static class SettingSeal
{
    /// <summary>The identity as the manifest has it.</summary>
    public static async Task<HubDatabaseIdentity> CloseAsync(HubDatabaseIdentity identity, AgeEncryption? encryption, CancellationToken token)
    {
        if (encryption is null)
        {
            return identity;
        }

        List<HubDatabaseSetting> settings = [];
        foreach (HubDatabaseSetting setting in identity.Settings)
        {
            settings.Add(setting with { Value = null, EncryptedValue = await EncryptAsync(setting.Value!, encryption, token).ConfigureAwait(false) });
        }

        return identity with { Settings = settings };
    }

    /// <summary>The identity with the values that the keys open; what is damaged stays without.</summary>
    /// <exception cref="BackupException">As <see cref="AgeIdentities.Check"/>.</exception>
    public static HubDatabaseIdentity Open(HubDatabaseIdentity identity, HubBackup backup, AgeIdentities identities)
        => identity with { Settings = [.. identity.Settings.Select(setting => Open(setting, backup, identities))] };

    private static HubDatabaseSetting Open(HubDatabaseSetting setting, HubBackup backup, AgeIdentities identities)
    {
        if (setting.EncryptedValue is null)
        {
            return setting;
        }

        try
        {
            using StreamReader reader = new(identities.Open(backup, new MemoryStream(setting.EncryptedValue)));
            return setting with { Value = reader.ReadToEnd() };
        }
        catch (InvalidDataException)
        {
            return setting;
        }
    }

    private static async Task<byte[]> EncryptAsync(string value, AgeEncryption encryption, CancellationToken token)
    {
        MemoryStream file = new();
        using AgeWriter writer = encryption.Begin(file.WriteAsync);
        await writer.WriteAsync(Encoding.UTF8.GetBytes(value), token).ConfigureAwait(false);
        await writer.CompleteAsync(token).ConfigureAwait(false);
        return file.ToArray();
    }
}
