using System.Globalization;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Loading;

/// <summary>Reads pieces of a backup's text out of the middle of its file, by the manifest's index; each session of a load has its own.</summary>
internal sealed class MemberReader : IDisposable
{
    private readonly HubBackup _backup;
    private readonly MemberIndex _index;
    private readonly MemberDigests _digests;
    private readonly IArchiveCodec _codec;
    private readonly AgeIdentities _identities;
    private readonly FileStream _file;
    private readonly byte[] _text;
    private byte[] _compressed = [];
    private Stream? _archive;
    private int _member = -1;
    private int _count;

    /// <summary>Opens the file.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="index">Where its members begin.</param>
    /// <param name="digests">What the gate has read in each.</param>
    /// <param name="codec">Reads a member.</param>
    /// <param name="identities">Open an encrypted file.</param>
    public MemberReader(HubBackup backup, MemberIndex index, MemberDigests digests, IArchiveCodec codec, AgeIdentities identities)
    {
        _backup = backup;
        _index = index;
        _digests = digests;
        _codec = codec;
        _identities = identities;
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

    public void Dispose()
    {
        _archive?.Dispose();
        _file.Dispose();
    }

    /// <summary>Reads a whole member; an index that lies leads to another text, or to none.</summary>
    private async Task LoadAsync(int member, CancellationToken token)
    {
        try
        {
            _member = -1;
            _archive ??= _identities.Open(_backup, _file);
            long start = _index.Offsets[member];
            long end = member + 1 < _index.Offsets.Count ? _index.Offsets[member + 1] : _archive.Length;
            // What does not compress grows by little: no index that lies has gigabytes read.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(end - start, 2L * _index.UncompressedSize);
            int length = (int)(end - start);
            _compressed = _compressed.Length < length ? new byte[length] : _compressed;
            _archive.Position = start;
            await _archive.ReadExactlyAsync(_compressed.AsMemory(0, length), token).ConfigureAwait(false);
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

    private BackupException Changed(Exception? inner) => new(
        BackupFailure.ChecksumMismatch, string.Format(CultureInfo.CurrentCulture, Strings.ChangedWhileRead, _backup.Name), inner, _backup);
}
