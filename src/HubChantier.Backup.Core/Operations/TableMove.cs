using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>
/// Moves tables of a side database to a schema of their own, from which they are dumped. What would act on live tables, or leans on what the live
/// database has not, stays behind, and is told.
/// </summary>
internal sealed class TableMove
{
    private readonly IDatabaseSession _side;
    private readonly IDatabaseSession _live;
    private readonly string _schema;
    private readonly List<string> _remarks = [];

    private TableMove(IDatabaseSession side, IDatabaseSession live, string schema)
    {
        _side = side;
        _live = live;
        _schema = schema;
    }

    /// <summary>The tables that were moved, by their old names: those that were chosen, and the partitions of partitioned ones.</summary>
    public IReadOnlyList<TableName> Tables { get; private set; } = [];

    /// <summary>The sequences that followed them, by their old names.</summary>
    public IReadOnlyList<TableName> Sequences { get; private set; } = [];

    /// <summary>What stayed behind, a sentence each.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Moves them.</summary>
    /// <param name="side">A session in the side database.</param>
    /// <param name="live">A session in the live database.</param>
    /// <param name="chosen">The tables.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<TableMove> RunAsync(
        IDatabaseSession side, IDatabaseSession live, IReadOnlyList<TableName> chosen, string schema, CancellationToken token)
    {
        TableMove move = new(side, live, schema);
        string names = string.Join(", ", chosen.Select(table => $"({SqlText.Literal(table.Schema)}, {SqlText.Literal(table.Name)})"));
        move.Tables = Names(await side.QueryAsync(TableMoveSql.Choose.Replace("{0}", names, StringComparison.Ordinal), token).ConfigureAwait(false));
        await move.LeaveAsync(token).ConfigureAwait(false);
        move.Sequences = Names(await side.QueryAsync(TableMoveSql.Sequences, token).ConfigureAwait(false));
        await move.MoveAsync(token).ConfigureAwait(false);
        return move;
    }

    private async Task LeaveAsync(CancellationToken token)
    {
        foreach (IReadOnlyList<string?> row in await _side.QueryAsync(TableMoveSql.Left, token).ConfigureAwait(false))
        {
            await _side.QueryAsync(row[0]!, token).ConfigureAwait(false);
            _remarks.Add(string.Format(CultureInfo.CurrentCulture, Strings.PartLeftOut, row[3], $"{row[1]} {row[2]}".TrimEnd()));
        }

        HashSet<string> present = [.. (await _live.QueryAsync(TableMoveSql.Present, token).ConfigureAwait(false)).Select(row => row[0]!)];
        IEnumerable<IReadOnlyList<string?>> leaning = await _side.QueryAsync(TableMoveSql.Leaning, token).ConfigureAwait(false);
        foreach (IGrouping<string, IReadOnlyList<string?>> part in leaning.Where(row => !present.Contains(row[4]!)).GroupBy(row => row[0]!))
        {
            await _side.QueryAsync(part.Key, token).ConfigureAwait(false);
            IReadOnlyList<string?> row = part.First();
            _remarks.Add(string.Format(CultureInfo.CurrentCulture, Strings.PartLeansOn, row[3], $"{row[1]} {row[2]}", string.Join(", ", part.Select(need => need[4]))));
        }
    }

    private async Task MoveAsync(CancellationToken token)
    {
        Dictionary<string, string> there = (await _live.QueryAsync(TableMoveSql.Types, token).ConfigureAwait(false)).ToDictionary(row => row[0]!, row => row[1]!, StringComparer.Ordinal);
        IReadOnlyList<IReadOnlyList<string?>> needed = await _side.QueryAsync(TableMoveSql.NeededTypes, token).ConfigureAwait(false);
        string[] types = [.. needed.Where(row => there.GetValueOrDefault(row[0]!) != row[1]).Select(row => row[0]!)];
        List<string> moves =
        [
            .. types.Select(type => $"ALTER TYPE {type} SET SCHEMA {SqlText.Identifier(_schema)}"),
            .. (await _side.QueryAsync(TableMoveSql.Move.Replace("{0}", SqlText.Literal(_schema), StringComparison.Ordinal), token).ConfigureAwait(false)).Select(row => row[0]!),
        ];
        await MakeRoomAsync(token).ConfigureAwait(false);
        foreach (string move in moves)
        {
            await _side.QueryAsync(move, token).ConfigureAwait(false);
        }

        _remarks.AddRange(types.Select(type => string.Format(CultureInfo.CurrentCulture, Strings.TypeComesAlong, type, _schema)));
    }

    /// <summary>The backup may have a schema of that name; only what is moved must be in it.</summary>
    private async Task MakeRoomAsync(CancellationToken token)
    {
        bool taken = await ServerQuestions.NumberAsync(
            _side, $"SELECT count(*) FROM pg_namespace WHERE nspname = {SqlText.Literal(_schema)}", token).ConfigureAwait(false) > 0;
        string schema = SqlText.Identifier(_schema);
        if (taken)
        {
            string aside = DerivedName.Compose(_schema, "_" + Guid.NewGuid().ToString("N"));
            await _side.QueryAsync($"ALTER SCHEMA {schema} RENAME TO {SqlText.Identifier(aside)}", token).ConfigureAwait(false);
        }

        await _side.QueryAsync("CREATE SCHEMA " + schema, token).ConfigureAwait(false);
    }

    private static IReadOnlyList<TableName> Names(IReadOnlyList<IReadOnlyList<string?>> rows) => [.. rows.Select(row => new TableName(row[0]!, row[1]!))];
}
