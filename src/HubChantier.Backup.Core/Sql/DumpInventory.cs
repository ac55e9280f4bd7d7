using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>Gathers what a dump holds while it passes through a <see cref="DumpReader"/>: what a manifest says, and what a gate must know.</summary>
public sealed class DumpInventory : IDumpVisitor
{
    private const int MaximumViolations = 100;

    private readonly Dictionary<(string Schema, string Name), int> _places = [];
    private readonly List<HubTable> _tables = [];
    private readonly List<HubSequence> _sequences = [];
    private readonly List<DumpViolation> _violations = [];
    private readonly TransactionGuard _transaction = new();
    private (string Schema, string Name) _copying;
    private long _largeObjects;
    private long _largeObjectBytes;
    private bool _trailer;
    private bool _unrestricted;

    /// <summary>The tables, in the dump's order; several COPY blocks of one table, as for a partitioned root, are one.</summary>
    public IReadOnlyList<HubTable> Tables => _tables;

    /// <summary>The sequences that the dump sets.</summary>
    public IReadOnlyList<HubSequence> Sequences => _sequences;

    /// <summary>The large objects.</summary>
    public HubLargeObjects LargeObjects => new() { Count = _largeObjects, Bytes = _largeObjectBytes };

    /// <summary>What pg_dump does not write; the first hundred.</summary>
    public IReadOnlyList<DumpViolation> Violations => _violations;

    /// <summary>Whether pg_dump's closing line was seen with nothing after it; together with <see cref="DumpReader.AtTopLevel"/> the dump is whole.</summary>
    public bool TrailerSeen => _trailer;

    /// <summary>Whether the dump restricts psql's own commands, which a psql of before August 2025 does not know.</summary>
    public bool UsesRestrict { get; private set; }

    /// <inheritdoc/>
    public void OnComment(long start, ReadOnlySpan<byte> text)
    {
        // pg_dump writes the line in every version, and nothing but \unrestrict and blank comments after it.
        if (text.SequenceEqual("-- PostgreSQL database dump complete"u8))
        {
            _trailer = !_transaction.IsOpen;
        }
    }

    /// <inheritdoc/>
    public void OnStatement(long start, long end, ReadOnlySpan<byte> text)
    {
        _trailer = false;
        if (_transaction.IsForeign(text))
        {
            Report(start, text);
        }

        if (StatementKind.StartsWithWord(text, "copy"u8))
        {
            Copy(start, text);
        }
        else if (text.StartsWith("SELECT pg_catalog."u8))
        {
            Call(text["SELECT pg_catalog.".Length..], end - start - text.Length);
        }
    }

    /// <inheritdoc/>
    public void OnCopyData(long start, long end, long rows)
    {
        if (!_places.TryGetValue(_copying, out int place))
        {
            _places.Add(_copying, _tables.Count);
            _tables.Add(new HubTable { Schema = _copying.Schema, Name = _copying.Name, Rows = rows, Bytes = end - start, DataStart = start });
            return;
        }

        HubTable before = _tables[place];
        _tables[place] = new HubTable
        {
            Schema = before.Schema,
            Name = before.Name,
            Rows = before.Rows + rows,
            Bytes = before.Bytes + end - start,
            DataStart = before.DataStart,
        };
    }

    /// <inheritdoc/>
    public void OnCommand(long start, ReadOnlySpan<byte> text)
    {
        // Once at the beginning and once after the end: between the two psql takes no other command.
        bool restricts = text.StartsWith("\\restrict "u8) && !UsesRestrict && _tables.Count == 0;
        bool unrestricts = text.StartsWith("\\unrestrict "u8) && UsesRestrict && _trailer && !_unrestricted;
        UsesRestrict |= restricts;
        _unrestricted |= unrestricts;
        if (!restricts && !unrestricts)
        {
            _trailer = false;
            Report(start, text);
        }
    }

    private void Copy(long start, ReadOnlySpan<byte> text)
    {
        if (!StatementKind.IsCopyFromStdin(text) || CopyHeader.Table(text) is not { } table)
        {
            // COPY from or to a file or a program of the server's.
            Report(start, text);
            return;
        }

        _copying = table;
    }

    private void Call(ReadOnlySpan<byte> call, long cut)
    {
        if (call.StartsWith("setval("u8))
        {
            if (SequenceValue.Read(call["setval(".Length..]) is { } sequence)
            {
                _sequences.Add(sequence);
            }
        }
        else if (call.StartsWith("lo_create("u8))
        {
            _largeObjects++;
        }
        else if (call.StartsWith("lowrite("u8))
        {
            // SELECT pg_catalog.lowrite(0, '\x0123…'); two digits a byte.
            int digits = call.IndexOf((byte)'x') + 1;
            _largeObjectBytes += (call.Length + cut - digits - "');".Length) / 2;
        }
    }

    private void Report(long start, ReadOnlySpan<byte> text)
    {
        const int Shown = 80;
        if (_violations.Count < MaximumViolations)
        {
            string shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, Shown)]);
            _violations.Add(new DumpViolation(start, string.Concat(shown.Select(character => char.IsControl(character) ? ' ' : character))));
        }
    }
}
