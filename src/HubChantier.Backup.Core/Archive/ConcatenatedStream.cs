namespace HubChantier.Backup.Archive;

/// <summary>One stream after the other. The first is the caller's to dispose, and so is the second.</summary>
internal sealed class ConcatenatedStream : ReadOnlyStream
{
    private readonly Stream _first;
    private readonly Stream _second;

    public ConcatenatedStream(Stream first, Stream second)
    {
        _first = first;
        _second = second;
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _first.Read(buffer);
        return count > 0 ? count : _second.Read(buffer);
    }
}
