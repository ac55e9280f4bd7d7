using System.Globalization;

namespace HubChantier.Backup.Loading;

/// <summary>
/// In which order the entries of a dump may be loaded by several sessions. What pg_dump calls pre-data goes first, in one session; then the tables' data, the
/// indexes and keys of each once its data is there, its foreign keys once those are; at last all the rest, in the order of the text. What cannot be placed
/// goes last.
/// </summary>
/// <remarks>The rules are those of pg_restore (PostgreSQL, pg_backup_archiver.c: fix_dependencies, has_lock_conflicts), made coarser where in doubt.</remarks>
internal sealed class LoadPlan
{
    /// <summary>What works on less data than this is bundled, up to as much: to hand it over would take longer than to do it.</summary>
    private const long SmallBytes = 1 << 20;

    /// <summary>What a statement costs besides, in bytes of data that are loaded in the same time.</summary>
    private const long StatementBytes = 1 << 14;

    private static readonly HashSet<string> s_data = ["TABLE DATA", "BLOBS"];
    private static readonly HashSet<string> s_dataSection = ["TABLE DATA", "BLOBS", "SEQUENCE SET", "STATISTICS DATA"];

    /// <summary>
    /// What pg_dump writes behind the tables' definitions and nothing of which an index or a key can need. A function or an operator that it had to put off to
    /// there, an index might.
    /// </summary>
    private static readonly HashSet<string> s_known =
    [
        "TABLE DATA", "BLOBS", "SEQUENCE SET", "INDEX", "INDEX ATTACH", "CONSTRAINT", "FK CONSTRAINT", "CHECK CONSTRAINT", "STATISTICS", "TRIGGER", "RULE",
        "POLICY", "ROW SECURITY", "EVENT TRIGGER", "VIEW", "MATERIALIZED VIEW", "MATERIALIZED VIEW DATA", "COMMENT", "SECURITY LABEL", "PUBLICATION",
        "PUBLICATION TABLE", "PUBLICATION TABLES IN SCHEMA", "SUBSCRIPTION", "SUBSCRIPTION TABLE",
    ];

    private LoadPlan(IReadOnlyList<LoadEntry> preData, IReadOnlyList<LoadTask> tasks)
    {
        PreData = preData;
        Tasks = tasks;
    }

    /// <summary>What one session loads before all else.</summary>
    public IReadOnlyList<LoadEntry> PreData { get; }

    /// <summary>What comes then, in any order that the tasks' own conditions allow; the most urgent first.</summary>
    public IReadOnlyList<LoadTask> Tasks { get; }

    /// <summary>Makes the plan; null for a dump that only one session can load.</summary>
    /// <param name="map">The dump's text.</param>
    /// <param name="obstacle">Why there is none, in the user's language.</param>
    public static LoadPlan? Make(LoadMap map, out string obstacle)
    {
        IReadOnlyList<LoadEntry> entries = map.Entries;
        int firstData = entries.Index().Where(entry => s_dataSection.Contains(entry.Item.Type)).Select(entry => entry.Index).FirstOrDefault(entries.Count);
        // Since 17 pg_dump makes the large objects between the tables' rows and their own content; they need nothing.
        ILookup<bool, LoadEntry> isFirst = entries.Index().ToLookup(entry => entry.Index < firstData || entry.Item.Type == "BLOB METADATA", entry => entry.Item);
        LoadEntry[] rest = [.. isFirst[false]];
        obstacle = map switch
        {
            { IsUsable: false } or { Entries.Count: 0 } => Strings.LoadWithoutMarks,
            _ when rest.FirstOrDefault(entry => !s_known.Contains(entry.Type)) is { } unknown => string.Format(CultureInfo.CurrentCulture, Strings.LoadOfUnknown, unknown.Type),
            _ when !rest.Any(entry => s_data.Contains(entry.Type)) => Strings.LoadWithoutData,
            _ => "",
        };
        if (obstacle.Length > 0)
        {
            return null;
        }

        TableFamilies families = new(isFirst[true]);
        Dictionary<string, long> bytes = rest.Where(entry => entry.Type == "TABLE DATA")
            .SelectMany(entry => entry.Tables.Select(table => (table, entry.Range.Length)))
            .GroupBy(pair => pair.table, pair => pair.Length).ToDictionary(group => group.Key, group => group.Sum());
        // An index that has to wait keeps those waiting that are attached to it, and the foreign keys that need those.
        bool isAnyPutOff = rest.Any(entry => entry.Type is "INDEX" or "CONSTRAINT" && !families.Knows(entry));
        ILookup<LoadStage, LoadEntry> byStage = rest.ToLookup(entry => Stage(entry, families, isAnyPutOff));
        List<LoadTask> data = [.. Bundle(byStage[LoadStage.Data], families, entry => entry.Range.Length, isExclusive: false, _ => [])];
        List<LoadTask> indexes = [.. Bundle(byStage[LoadStage.Index], families, Weight, isExclusive: true, touched => Of(data, touched))];
        LoadTask[] attached = InTurn(byStage[LoadStage.Attach], indexes);
        List<LoadTask> foreignKeys =
        [
            .. Bundle(
                byStage[LoadStage.ForeignKey], families, Weight, isExclusive: true,
                touched => [.. Of(data, touched), .. Of(indexes, touched), .. touched.Any(families.HasSeveral) ? attached : []]),
        ];
        List<LoadTask> tasks = [.. data, .. indexes, .. attached, .. foreignKeys];
        tasks.AddRange(InTurn(byStage[LoadStage.Last], [.. tasks]));
        Rate(tasks);
        return new LoadPlan([.. isFirst[true]], [.. tasks.OrderByDescending(task => task.Weight + task.Behind)]);

        long Weight(LoadEntry entry) => entry.Tables.Sum(table => bytes.GetValueOrDefault(table));
    }

    private static LoadStage Stage(LoadEntry entry, TableFamilies families, bool isAnyPutOff) => entry.Type switch
    {
        "TABLE DATA" or "BLOBS" => LoadStage.Data,
        // One whose tables are not all made before the data cannot be told from those that it would get in the way of.
        "INDEX" or "CONSTRAINT" when families.Knows(entry) => LoadStage.Index,
        "INDEX ATTACH" when !isAnyPutOff => LoadStage.Attach,
        // It waits for both its tables' data, keys and indexes, so both have to be read in it; one that refers to its own table names it twice.
        "FK CONSTRAINT" when !isAnyPutOff && entry.Tables.Count > 1 && families.Knows(entry) => LoadStage.ForeignKey,
        _ => LoadStage.Last,
    };

    private static IEnumerable<LoadTask> Bundle(
        IEnumerable<LoadEntry> entries, TableFamilies families, Func<LoadEntry, long> weight, bool isExclusive,
        Func<HashSet<string>, IReadOnlyList<LoadTask>> after)
    {
        List<LoadEntry> small = [];
        long cost = 0;
        foreach (LoadEntry entry in entries)
        {
            if (weight(entry) >= SmallBytes)
            {
                yield return Task([entry]);
                continue;
            }

            small.Add(entry);
            cost += weight(entry) + StatementBytes;
            if (cost >= SmallBytes)
            {
                yield return Task([.. small]);
                small.Clear();
                cost = 0;
            }
        }

        if (small.Count > 0)
        {
            yield return Task([.. small]);
        }

        LoadTask Task(LoadEntry[] bundle)
        {
            HashSet<string> touched = [.. bundle.SelectMany(families.Of)];
            return new LoadTask
            {
                Entries = bundle,
                Weight = bundle.Sum(weight),
                Families = touched,
                // Two CREATE INDEX on one table share its lock.
                IsExclusive = isExclusive && bundle.Any(entry => entry.Type != "INDEX"),
                After = after(touched),
            };
        }
    }

    private static LoadTask[] Of(IEnumerable<LoadTask> tasks, HashSet<string> families) => [.. tasks.Where(task => task.Families.Overlaps(families))];

    private static LoadTask[] InTurn(IEnumerable<LoadEntry> entries, IReadOnlyList<LoadTask> after) => entries.ToArray() is { Length: > 0 } all
        ? [new LoadTask { Entries = all, Weight = 0, Families = new HashSet<string>(), IsExclusive = false, After = after }]
        : [];

    /// <summary>A small table to which a large one refers must not be the last. None of the tasks waits for a later one.</summary>
    private static void Rate(List<LoadTask> tasks)
    {
        foreach (LoadTask task in Enumerable.Reverse(tasks))
        {
            foreach (LoadTask before in task.After)
            {
                before.Behind = Math.Max(before.Behind, task.Weight + task.Behind);
            }
        }
    }
}
