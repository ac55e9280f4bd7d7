using System.Security.Cryptography;
using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.Archive;

/// <summary>Writes one file of a backup: encrypted, if that is wanted, and hashed and counted as it lies on the disk.</summary>
public sealed class FileWriter : IDisposable
{
    private readonly Stream _file;
    private readonly AgeWriter? _encrypted;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins.</summary>
    /// <param name="file">The file; not flushed and not disposed.</param>
    /// <param name="encryption">For whom it is encrypted; null to write it as it is.</param>
    public FileWriter(Stream file, AgeEncryption? encryption)
    {
        _file = file;
        _encrypted = encryption?.Begin(WriteToFileAsync);
    }

    /// <summary>Bytes in the file.</summary>
    public long Length { get; private set; }

    /// <summary>SHA-256 of the file so far, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Writes the next piece of the content.</summary>
    /// <exception cref="IOException">Writing failed.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken token)
        => _encrypted?.WriteAsync(content, token) ?? WriteToFileAsync(content, token);

    /// <summary>Writes the end: an encrypted file is whole only then.</summary>
    public ValueTask CompleteAsync(CancellationToken token) => _encrypted?.CompleteAsync(token) ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _encrypted?.Dispose();
        _hash.Dispose();
    }

    private ValueTask WriteToFileAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        _hash.AppendData(bytes.Span);
        Length += bytes.Length;
        return _file.WriteAsync(bytes, token);
    }
}
