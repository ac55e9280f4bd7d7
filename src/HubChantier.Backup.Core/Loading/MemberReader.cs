using System.Globalization;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Loading;

/// <summary>Reads pieces of a backup's text out of the middle of its file, by the manifest's index; each session of a load has its own.</summary>
internal sealed class MemberReader : IDisposable
{
    private readonly HubBackup _backup;
    private readonly MemberIndex _index;
    private readonly MemberDigests _digests;
    private readonly IArchiveCodec _codec;
    private readonly FileStream _file;
    private readonly byte[] _text;
    private byte[] _compressed = [];
    private int _member = -1;
    private int _count;

    /// <summary>Opens the file.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="index">Where its members begin.</param>
    /// <param name="digests">What the gate has read in each.</param>
    /// <param name="codec">Reads a member.</param>
    public MemberReader(HubBackup backup, MemberIndex index, MemberDigests digests, IArchiveCodec codec)
    {
        _backup = backup;
        _index = index;
        _digests = digests;
        _codec = codec;
        _text = new byte[index.UncompressedSize];
        try
        {
            _file = new FileStream(backup.FullName, new FileStreamOptions { BufferSize = 0 });
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, backup.FullName);
        }
    }

    /// <summary>Hands a piece of the text over, part after part.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ChecksumMismatch"/>: a member is not the one that the gate has read.</exception>
    public async Task ReadAsync(TextRange range, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consume, CancellationToken token)
    {
        for (long position = range.Start; position < range.End;)
        {
            int member = (int)(position / _index.UncompressedSize);
            if (member != _member)
            {
                await LoadAsync(member, token).ConfigureAwait(false);
            }

            int offset = (int)(position % _index.UncompressedSize);
            int count = (int)Math.Min(_count - offset, range.End - position);
            await consume(_text.AsMemory(offset, count), token).ConfigureAwait(false);
            position += count;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads a whole member; an index that lies leads to another text, or to none.</summary>
    private async Task LoadAsync(int member, CancellationToken token)
    {
        try
        {
            _member = -1;
            long start = _index.Offsets[member];
            long end = member + 1 < _index.Offsets.Count ? _index.Offsets[member + 1] : _backup.Length;
            // What does not compress grows by little: no index that lies has gigabytes read.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(end - start, 2L * _index.UncompressedSize);
            int length = (int)(end - start);
            _compressed = _compressed.Length < length ? new byte[length] : _compressed;
            await ReadFullyAsync(_compressed.AsMemory(0, length), start, token).ConfigureAwait(false);
            Stream content = _codec.OpenRead(new MemoryStream(_compressed, 0, length));
            await using (content.ConfigureAwait(false))
            {
                _count = await content.ReadAtLeastAsync(_text, _text.Length, throwOnEndOfStream: false, token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException or InvalidDataException or IOException)
        {
            throw Changed(exception);
        }

        if (!_digests.Is(member, _text.AsSpan(0, _count)))
        {
            throw Changed(inner: null);
        }

        _member = member;
    }

    private async Task ReadFullyAsync(Memory<byte> buffer, long offset, CancellationToken token)
    {
        while (buffer.Length > 0)
        {
            int count = await RandomAccess.ReadAsync(_file.SafeFileHandle, buffer, offset, token).ConfigureAwait(false);
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            buffer = buffer[count..];
            offset += count;
        }
    }

    private BackupException Changed(Exception? inner) => new(
        BackupFailure.ChecksumMismatch, string.Format(CultureInfo.CurrentCulture, Strings.ChangedWhileRead, _backup.Name), inner, _backup);
}
