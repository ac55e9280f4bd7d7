using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Reads the roles that are kept beside a backup, in what pg_dumpall has written.</summary>
internal static class RoleFile
{
    /// <summary>Reads the file whole and checks it. No message shows a password of it.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.GlobalsMissing"/>: the backup has none; <see cref="BackupFailure.ChecksumMismatch"/>: it is gone or another than its
    /// manifest describes; <see cref="BackupFailure.HostileDump"/>: it holds what does not belong there; <see cref="BackupFailure.ContentMismatch"/>: it is cut.
    /// </exception>
    public static async Task<IReadOnlyList<RoleStatement>> ReadAsync(HubBackup backup, AgeIdentities identities, CancellationToken token)
    {
        string extension = HubBackup.SideExtension(HubBackup.GlobalsExtension, backup.Encrypted);
        string name = backup.Name + extension;
        if (backup.Globals is not { } globals)
        {
            throw Failed(BackupFailure.GlobalsMissing, Strings.GlobalsMissing, backup.Name);
        }

        GlobalsInventory inventory = new();
        DumpReader reader = new(inventory);
        string sha256;
        FileStream file = SideFiles.Open(backup, extension);
        await using (file.ConfigureAwait(false))
        {
            sha256 = await SideText.ReadAsync(backup, extension, file, identities, Take, token).ConfigureAwait(false);
        }

        reader.Complete();
        if (inventory.FirstViolation is { } violation)
        {
            throw Failed(BackupFailure.HostileDump, Strings.HostileDump, name, violation.Text, violation.Offset);
        }

        if (sha256 != globals.Sha256)
        {
            throw SideFiles.Damaged(backup, extension);
        }

        return inventory.IsComplete ? inventory.Statements : throw Failed(BackupFailure.ContentMismatch, Strings.TrailerMissing, name);

        ValueTask Take(ReadOnlyMemory<byte> text, CancellationToken cancel)
        {
            reader.Read(text.Span);
            return ValueTask.CompletedTask;
        }

        BackupException Failed(BackupFailure failure, string format, params object[] values)
            => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), subject: backup);
    }
}
