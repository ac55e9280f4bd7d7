namespace HubChantier.Backup.Sql;

/// <summary>Sums COPY blocks by table, in the order of each table's first block.</summary>
internal sealed class TableTally
{
    private readonly Dictionary<(string Schema, string Name), int> _places = [];
    private readonly List<HubTable> _tables = [];

    /// <summary>The tables so far.</summary>
    public IReadOnlyList<HubTable> Sums => _tables;

    /// <summary>Adds a block.</summary>
    public void Add(in DumpCopyEnd copy)
    {
        CopyHeader header = copy.Header;
        if (_places.TryAdd((header.Schema, header.Table), _tables.Count))
        {
            _tables.Add(Table(header, copy.Rows, copy.Bytes, copy.DataStart));
            return;
        }
        int place = _places[(header.Schema, header.Table)];
        HubTable first = _tables[place];
        _tables[place] = Table(header, first.Rows + copy.Rows, first.Bytes + copy.Bytes, first.DataStart);
    }

    private static HubTable Table(CopyHeader header, long rows, long bytes, long dataStart) =>
        new() { Schema = header.Schema, Name = header.Table, Rows = rows, Bytes = bytes, DataStart = dataStart };
}
