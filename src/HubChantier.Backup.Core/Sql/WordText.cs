namespace HubChantier.Backup.Sql;

/// <summary>A word, perhaps in two pieces of text. Of a long one only the beginning is kept: no word that matters is that long.</summary>
internal sealed class WordText
{
    private readonly byte[] _kept = new byte[16];
    private int _length;

    /// <summary>Begins a word.</summary>
    public void Clear() => _length = 0;

    /// <summary>Skips to the end of the word, or of the text, and returns the word so far.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text, ref int at)
    {
        int start = at;
        while (at < text.Length && SqlBytes.IsWordPart(text[at]))
        {
            at++;
        }
        ReadOnlySpan<byte> piece = text[start..at];
        if (_length == 0 && at < text.Length)
        {
            return piece;
        }
        int fits = Math.Min(piece.Length, _kept.Length - _length);
        piece[..fits].CopyTo(_kept.AsSpan(_length));
        _length += fits;
        return _kept.AsSpan(0, _length);
    }
}
