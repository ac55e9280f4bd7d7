namespace HubChantier.Backup.Loading;

/// <summary>
/// Which tables belong together: partitions and their roots, children and their parents. What is done to one may lock the others, so that two sessions
/// could wait for each other. A union-find over the tables that the text makes.
/// </summary>
internal sealed class TableFamilies
{
    private static readonly HashSet<string> s_creators = ["TABLE", "TABLE ATTACH", "MATERIALIZED VIEW", "FOREIGN TABLE"];

    private readonly Dictionary<string, string> _parents = [];
    private readonly HashSet<string> _several;

    /// <summary>Finds the families.</summary>
    /// <param name="entries">The entries that make tables, in the order of the text.</param>
    public TableFamilies(IEnumerable<LoadEntry> entries)
    {
        foreach (LoadEntry entry in entries.Where(entry => s_creators.Contains(entry.Type) && entry.Tables.Count > 0))
        {
            foreach (string table in entry.Tables)
            {
                _parents.TryAdd(table, table);
                _parents[Find(table)] = Find(entry.Tables[0]);
            }
        }

        _several = [.. _parents.Keys.ToArray().CountBy(Find).Where(family => family.Value > 1).Select(family => family.Key)];
    }

    /// <summary>Whether all tables of an entry are made here; else nobody knows what it gets in the way of.</summary>
    public bool Knows(LoadEntry entry) => entry.Tables.Count > 0 && entry.Tables.All(_parents.ContainsKey);

    /// <summary>Whether a family is more than one table.</summary>
    public bool HasSeveral(string family) => _several.Contains(family);

    /// <summary>The families of the tables of an entry.</summary>
    public IEnumerable<string> Of(LoadEntry entry) => entry.Tables.Where(_parents.ContainsKey).Select(Find);

    private string Find(string table)
    {
        while (_parents[table] != table)
        {
            table = _parents[table] = _parents[_parents[table]];
        }

        return table;
    }
}
