using System.Security.Cryptography;
using HubChantier.Backup.Ports;
using Microsoft.Win32.SafeHandles;

namespace HubChantier.Backup.Transfer;

/// <summary>A part of a file that is to be sent, hashed.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Content">Its bytes with their checksums.</param>
internal sealed record FilePart(int Number, ObjectContent Content)
{
    private const int ChunkSize = 1 << 18;

    /// <summary>Hashes a part, and hands its bytes on to the hash of the whole file.</summary>
    public static FilePart Read(SafeFileHandle file, int number, long start, long length, IncrementalHash whole, ObjectChecksum checksum, CancellationToken token)
    {
        byte[] chunk = new byte[ChunkSize];
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using IncrementalHash? sha256 = checksum == ObjectChecksum.Sha256 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        using FileSlice slice = new(file, start, length);
        int count;
        while ((count = slice.Read(chunk)) > 0)
        {
            token.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> read = chunk.AsSpan(0, count);
            whole.AppendData(read);
            md5.AppendData(read);
            sha256?.AppendData(read);
        }

        return new FilePart(
            number,
            new ObjectContent(() => new FileSlice(file, start, length), length, md5.GetHashAndReset(), sha256?.GetHashAndReset() ?? ReadOnlyMemory<byte>.Empty));
    }
}
