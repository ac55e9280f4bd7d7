using System.Buffers;

namespace HubChantier.Backup.Sql;

/// <summary>
/// Passes the text of a dump on so that it can be carried out inside a transaction that the caller has begun: without pg_dump's own BEGIN
/// and COMMIT around the data of large objects, without the statements that are left out on purpose, and statement by statement: nothing is
/// passed on before its end was seen, but the rows of a COPY block.
/// </summary>
internal sealed class TransactionText : IDumpVisitor
{
    private readonly DumpReader _reader;
    private readonly Func<ObjectStatement, bool> _leavesOut;
    private readonly ArrayBufferWriter<byte> _held = new();
    private readonly ArrayBufferWriter<byte> _ready = new();
    private readonly List<(long Start, long End)> _omitted = [];
    private long _heldStart;
    private long _whole;
    private bool _inCopyData;

    /// <summary>Makes it.</summary>
    /// <param name="leavesOut">Asked of each statement about a schema or an extension whether to leave it out.</param>
    public TransactionText(Func<ObjectStatement, bool> leavesOut)
    {
        _reader = new DumpReader(this);
        _leavesOut = leavesOut;
    }

    /// <summary>Takes the next bytes of the dump.</summary>
    /// <returns>What can be passed on now; valid until the next call.</returns>
    public ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> chunk)
    {
        _ready.ResetWrittenCount();
        _held.Write(chunk);
        _reader.Read(chunk);
        // A statement longer than what a reader is shown is none of those that are left out, and need not be held in memory to its end.
        bool passes = _inCopyData || _reader.AtTopLevel || _held.WrittenCount > DumpReader.RetainedBytes;
        PassOn(passes ? _reader.Position : _whole);
        return _ready.WrittenMemory;
    }

    /// <inheritdoc/>
    public void Statement(in DumpStatement statement)
    {
        var tokens = new SqlTokens(statement.Text, statement.Encoding, statement.StandardStrings);
        // The head of a COPY block goes with its first rows.
        _whole = tokens.IsWord("copy"u8) ? _whole : statement.End;
        bool held = statement.Start >= _heldStart;
        if (held && (TransactionRule.Concerns(tokens) || (ObjectStatement.TryParse(statement, out ObjectStatement read) && _leavesOut(read))))
        {
            _omitted.Add((statement.Start, statement.End));
        }
    }

    /// <inheritdoc/>
    public void Comment(in DumpComment comment)
    {
        // Goes with what follows: at its end, its line is not over.
    }

    /// <inheritdoc/>
    public void Command(in DumpCommand command)
    {
        // As a comment: its line is not over.
    }

    /// <inheritdoc/>
    public void CopyBegins(in DumpCopyStart copy)
    {
        _inCopyData = true;
        _whole = copy.DataStart;
    }

    /// <inheritdoc/>
    public void CopyEnds(in DumpCopyEnd copy)
    {
        _inCopyData = false;
        _whole = copy.End;
    }

    /// <inheritdoc/>
    public void Irregular(in DumpViolation violation)
    {
    }

    /// <inheritdoc/>
    public void TextEnds(long length, bool afterLineEnd)
    {
    }

    private void PassOn(long end)
    {
        ReadOnlySpan<byte> held = _held.WrittenSpan;
        long at = _heldStart;
        foreach ((long start, long stop) in _omitted)
        {
            _ready.Write(Slice(held, at, start));
            at = stop;
        }

        _ready.Write(Slice(held, at, Math.Max(at, end)));
        _omitted.Clear();
        byte[] rest = Slice(held, Math.Max(at, end), _heldStart + held.Length).ToArray();
        _heldStart = Math.Max(at, end);
        _held.ResetWrittenCount();
        _held.Write(rest);
    }

    private ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> held, long start, long end) => held[(int)(start - _heldStart)..(int)(end - _heldStart)];
}
