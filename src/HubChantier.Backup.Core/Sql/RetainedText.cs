namespace HubChantier.Backup.Sql;

/// <summary>The beginning of an item that may reach over several chunks. Text that lies in one chunk is not copied.</summary>
/// <param name="limit">Most bytes kept.</param>
internal sealed class RetainedText(int limit)
{
    private byte[] _kept = [];
    private int _length;
    private int _from;
    private bool _open;

    /// <summary>The item begins in the current chunk.</summary>
    public void Begin(int at)
    {
        _open = true;
        _from = at;
        _length = 0;
    }

    /// <summary>The current chunk is used up.</summary>
    public void EndChunk(ReadOnlySpan<byte> chunk)
    {
        if (_open)
        {
            Append(chunk[_from..]);
            _from = 0;
        }
    }

    /// <summary>The item up to a place in the current chunk.</summary>
    public ReadOnlySpan<byte> UpTo(ReadOnlySpan<byte> chunk, int end)
    {
        ReadOnlySpan<byte> piece = chunk[_from..end];
        if (_length == 0)
        {
            return piece[..Math.Min(piece.Length, limit)];
        }
        Append(piece);
        _from = end;
        return _kept.AsSpan(0, _length);
    }

    /// <summary>The item ends in the current chunk, and this is its text.</summary>
    public ReadOnlySpan<byte> End(ReadOnlySpan<byte> chunk, int end)
    {
        _open = false;
        return UpTo(chunk, end);
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        piece = piece[..Math.Min(piece.Length, limit - _length)];
        if (_kept.Length < _length + piece.Length)
        {
            Array.Resize(ref _kept, Math.Min(limit, Math.Max(2 * _kept.Length, _length + piece.Length)));
        }
        piece.CopyTo(_kept.AsSpan(_length));
        _length += piece.Length;
    }
}
