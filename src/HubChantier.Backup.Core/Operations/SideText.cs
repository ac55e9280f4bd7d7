using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.Operations;

/// <summary>Reads the text of a file beside a backup, decrypted where the backup is encrypted.</summary>
internal static class SideText
{
    private const int BufferSize = 1 << 16;

    /// <summary>Reads it to its end.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="extension">What follows the data file's name in that of the file.</param>
    /// <param name="file">The file, at its beginning; not disposed.</param>
    /// <param name="identities">Open an encrypted one.</param>
    /// <param name="consume">Given the text, piece after piece.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>SHA-256 of the file as it lies there, in hexadecimal digits.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.ChecksumMismatch"/>: it is damaged; or as <see cref="AgeIdentities.Check"/>.</exception>
    public static async Task<string> ReadAsync(
        HubBackup backup, string extension, FileStream file, AgeIdentities identities, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consume, CancellationToken token)
    {
        using HashingReadStream hashing = new(file);
        byte[] buffer = new byte[BufferSize];
        try
        {
            Stream content = identities.Open(backup, hashing);
            await using (content.ConfigureAwait(false))
            {
                int count;
                while ((count = await content.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
                {
                    await consume(buffer.AsMemory(0, count), token).ConfigureAwait(false);
                }

                return hashing.Hash();
            }
        }
        catch (InvalidDataException)
        {
            throw SideFiles.Damaged(backup, extension);
        }
    }
}
