using System.Security.Cryptography;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Encryption;

/// <summary>Encrypts one file as its content comes. Only <see cref="CompleteAsync"/> gives it the last chunk, without which it counts as cut.</summary>
internal sealed class AgeWriter : IDisposable
{
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> _write;
    private readonly AgeCipher _cipher;
    private readonly byte[] _content = new byte[AgeFormat.ChunkLength];
    private readonly byte[] _chunk = new byte[AgeFormat.ChunkLength + AgeFormat.TagLength];
    private byte[]? _start;
    private int _count;
    private long _number;

    public AgeWriter(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, IReadOnlyList<AgeRecipient> recipients, IX25519 x25519)
    {
        _write = write;
        byte[] fileKey = RandomNumberGenerator.GetBytes(AgeFormat.FileKeyLength);
        byte[] nonce = RandomNumberGenerator.GetBytes(AgeFormat.PayloadNonceLength);
        _start = [.. AgeHeader.Create(fileKey, recipients, x25519), .. nonce];
        _cipher = new AgeCipher(fileKey, nonce);
        CryptographicOperations.ZeroMemory(fileKey);
    }

    /// <summary>Takes the next piece of the content.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken token)
    {
        while (content.Length > 0)
        {
            // A chunk that is full may be the last: what comes now says that it is not.
            if (_count == _content.Length)
            {
                await WriteChunkAsync(isLast: false, token).ConfigureAwait(false);
            }

            int count = Math.Min(content.Length, _content.Length - _count);
            content[..count].CopyTo(_content.AsMemory(_count));
            _count += count;
            content = content[count..];
        }
    }

    /// <summary>Ends the file.</summary>
    public ValueTask CompleteAsync(CancellationToken token) => WriteChunkAsync(isLast: true, token);

    public void Dispose() => _cipher.Dispose();

    private async ValueTask WriteChunkAsync(bool isLast, CancellationToken token)
    {
        if (_start is not null)
        {
            await _write(_start, token).ConfigureAwait(false);
            _start = null;
        }

        int length = _count + AgeFormat.TagLength;
        _cipher.Encrypt(_number, isLast, _content.AsSpan(0, _count), _chunk.AsSpan(0, length));
        await _write(_chunk.AsMemory(0, length), token).ConfigureAwait(false);
        _number++;
        _count = 0;
    }
}
