using CsCheck;
using static HubChantier.Backup.UnitTests.Loading.LoadText;

namespace HubChantier.Backup.UnitTests.Loading;

/// <summary>A made-up dump of tables in families, of which the test knows by itself what has to wait for what.</summary>
/// <param name="Text">The text.</param>
/// <param name="Entries">The entries; each has its place as its number.</param>
internal sealed record PlannedDump(string Text, IReadOnlyList<PlannedDump.Entry> Entries)
{
    private static readonly string s_small = "x\n";

    /// <summary>More than what is bundled.</summary>
    private static readonly string s_large = new string('x', 1 << 20) + "\n";

    private static readonly Gen<PlannedTable> s_table =
        from parent in Gen.Int[-6, 5]
        from attached in Gen.Bool
        from large in Gen.Int[0, 3]
        from indexes in Gen.Int[0, 2]
        from key in Gen.Bool
        from references in Gen.Int[-3, 5]
        select new PlannedTable(parent, attached, large == 0, indexes, key, references);

    /// <summary>Dumps of one to six tables.</summary>
    public static Gen<PlannedDump> Dumps { get; } = s_table.Array[1, 6].Select(Make);

    private static PlannedDump Make(PlannedTable[] tables)
    {
        List<Entry> entries = [];
        int[] family = [.. Enumerable.Range(0, tables.Length)];
        for (int i = 0; i < tables.Length; i++)
        {
            int parent = tables[i].Parent;
            bool hasParent = parent >= 0 && parent < i;
            family[i] = hasParent ? family[parent] : i;
            Add("TABLE", i, -1, $"CREATE TABLE {Name(i)} (\n    a text\n){(hasParent && !tables[i].IsAttached ? $"\nINHERITS ({Name(parent)})" : "")};");
        }

        for (int i = 0; i < tables.Length; i++)
        {
            if (tables[i].IsAttached && tables[i].Parent >= 0 && tables[i].Parent < i)
            {
                Add("TABLE ATTACH", i, -1, $"ALTER TABLE ONLY {Name(tables[i].Parent)} ATTACH PARTITION {Name(i)} DEFAULT;");
            }
        }

        Each((table, i) => Add("TABLE DATA", i, -1, Copy(Name(i), table.IsLarge ? s_large : s_small)));
        Add("SEQUENCE SET", -1, -1, "SELECT pg_catalog.setval('public.s', 1, true);");
        Each((table, i) =>
        {
            if (table.HasKey)
            {
                Add("CONSTRAINT", i, -1, $"ALTER TABLE ONLY {Name(i)}\n    ADD CONSTRAINT k{i} PRIMARY KEY (a);");
            }
        });
        Each((table, i) =>
        {
            for (int index = 0; index < table.Indexes; index++)
            {
                Add("INDEX", i, -1, $"CREATE INDEX i{i}_{index} ON {Name(i)} USING btree (a);");
            }
        });
        Each((table, i) =>
        {
            if (table.IsAttached && table.Parent >= 0 && table.Parent < i && table.HasKey)
            {
                Add("INDEX ATTACH", i, -1, $"ALTER INDEX public.k ATTACH PARTITION public.k{i};");
            }
        });
        Each((table, i) => Add("TRIGGER", i, -1, $"CREATE TRIGGER t{i} AFTER INSERT ON {Name(i)} FOR EACH ROW EXECUTE FUNCTION public.f();"));
        Each((table, i) =>
        {
            if (table.References >= 0 && table.References < tables.Length)
            {
                Add("FK CONSTRAINT", i, table.References, $"ALTER TABLE ONLY {Name(i)}\n    ADD CONSTRAINT f{i} FOREIGN KEY (a) REFERENCES {Name(table.References)}(a);");
            }
        });
        return new PlannedDump(Of(entries.Select((entry, number) => LoadText.Entry(number, entry.Type, entry.Sql))), entries);

        void Add(string type, int table, int referenced, string sql)
            => entries.Add(new Entry(type, sql, [.. ((int[])[table, referenced]).Where(number => number >= 0).Select(number => family[number]).Distinct()]));

        void Each(Action<PlannedTable, int> add)
        {
            for (int i = 0; i < tables.Length; i++)
            {
                add(tables[i], i);
            }
        }
    }

    private static string Name(int table) => $"public.\"t ; {table}\"";

    /// <summary>An entry.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Sql">Its statement.</param>
    /// <param name="Families">The families of tables that it works on, each by its first table.</param>
    internal sealed record Entry(string Type, string Sql, int[] Families)
    {
        /// <summary>Whether this has to be done before another of the same text is begun.</summary>
        public bool IsBefore(Entry other) => Phase < other.Phase && (Phase < 1 || other.Phase is not (2 or 3 or 4) || Overlaps(other));

        /// <summary>Whether two sessions that do these at once would wait for each other, or fail.</summary>
        public bool Conflicts(Entry other) => Overlaps(other) && (IsAlter || other.IsAlter || (Phase == 1) != (other.Phase == 1));

        private bool IsAlter => Type is "CONSTRAINT" or "FK CONSTRAINT";

        private bool Overlaps(Entry other) => Families.Intersect(other.Families).Any();

        private int Phase => Type switch
        {
            "TABLE" or "TABLE ATTACH" => 0,
            "TABLE DATA" => 1,
            "INDEX" or "CONSTRAINT" => 2,
            "INDEX ATTACH" => 3,
            "FK CONSTRAINT" => 4,
            _ => 5,
        };
    }

    private sealed record PlannedTable(int Parent, bool IsAttached, bool IsLarge, int Indexes, bool HasKey, int References);
}
