using System.Globalization;
using System.Security.Cryptography;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Reads the roles that are kept beside a backup, in what pg_dumpall has written.</summary>
internal static class RoleFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Reads the file whole and checks it. No message shows a password of it.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.GlobalsMissing"/>: the backup has none; <see cref="BackupFailure.ChecksumMismatch"/>: it is gone or another than its
    /// manifest describes; <see cref="BackupFailure.HostileDump"/>: it holds what does not belong there; <see cref="BackupFailure.ContentMismatch"/>: it is cut.
    /// </exception>
    public static async Task<IReadOnlyList<RoleStatement>> ReadAsync(HubBackup backup, CancellationToken token)
    {
        string name = backup.Name + HubBackup.GlobalsExtension;
        if (backup.Globals is not { } globals)
        {
            throw Failed(BackupFailure.GlobalsMissing, Strings.GlobalsMissing, backup.Name);
        }

        GlobalsInventory inventory = new();
        DumpReader reader = new(inventory);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileStream file = SideFiles.Open(backup, HubBackup.GlobalsExtension);
        await using (file.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferSize];
            int count;
            while ((count = await file.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, count));
                reader.Read(buffer.AsSpan(0, count));
            }
        }

        reader.Complete();
        if (inventory.FirstViolation is { } violation)
        {
            throw Failed(BackupFailure.HostileDump, Strings.HostileDump, name, violation.Text, violation.Offset);
        }

        if (Convert.ToHexStringLower(hash.GetCurrentHash()) != globals.Sha256)
        {
            throw SideFiles.Damaged(backup, HubBackup.GlobalsExtension);
        }

        return inventory.IsComplete ? inventory.Statements : throw Failed(BackupFailure.ContentMismatch, Strings.TrailerMissing, name);

        BackupException Failed(BackupFailure failure, string format, params object[] values)
            => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), subject: backup);
    }
}
