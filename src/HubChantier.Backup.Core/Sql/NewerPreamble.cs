namespace HubChantier.Backup.Sql;

/// <summary>
/// Leaves out of a dump's preamble the one setting that an older server does not know: since version 17 pg_dump writes
/// <c>SET transaction_timeout = 0</c> whatever the server's version. Nothing of what is restored depends on it.
/// </summary>
public sealed class NewerPreamble
{
    /// <summary>The first version of the server that knows the setting.</summary>
    private const int KnownSince = 17;

    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> _consume;
    private readonly Action _leftOut;
    private bool _isBehindPreamble;

    private NewerPreamble(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consume, Action leftOut)
    {
        _consume = consume;
        _leftOut = leftOut;
    }

    /// <summary>What takes a dump's text, piece after piece, for a server.</summary>
    /// <param name="serverMajor">The server's major version.</param>
    /// <param name="consume">Takes the text that the server understands.</param>
    /// <param name="leftOut">Told if the setting was left out.</param>
    public static Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> For(
        int serverMajor, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consume, Action leftOut)
        => serverMajor >= KnownSince ? consume : new NewerPreamble(consume, leftOut).TakeAsync;

    private async ValueTask TakeAsync(ReadOnlyMemory<byte> piece, CancellationToken token)
    {
        // The preamble is a few hundred bytes; the first piece holds it whole.
        int at = _isBehindPreamble ? -1 : Find(piece.Span);
        _isBehindPreamble |= piece.Length > 0;
        if (at < 0)
        {
            await _consume(piece, token).ConfigureAwait(false);
            return;
        }

        _leftOut();
        await _consume(piece[..at], token).ConfigureAwait(false);
        await _consume(piece[(at + Line.Length)..], token).ConfigureAwait(false);
    }

    private static ReadOnlySpan<byte> Line => "SET transaction_timeout = 0;\n"u8;

    /// <summary>Where the line is: pg_dump's fixed settings begin with another time-out's and end with the encoding's. Elsewhere it may be data.</summary>
    private static int Find(ReadOnlySpan<byte> text)
    {
        int begin = text.IndexOf("\nSET statement_timeout = 0;\n"u8);
        int end = text.IndexOf("\nSET client_encoding = "u8);
        if (begin < 0 || end < begin)
        {
            return -1;
        }

        int at = text[begin..(end + 1)].IndexOf(Line);
        return at < 0 ? -1 : begin + at;
    }
}
