using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Compares a loaded database with what was counted in the dump. The session has row security off.</summary>
internal static class RestoreVerification
{
    // What children inherit no statement of the dump declares; what is not enforced (from 18 on) is not valid by declaration. conenforced is not known before 18.
    private const string InvalidConstraints = """
        SELECT count(*) FROM pg_constraint c
         WHERE NOT c.convalidated AND c.conislocal AND c.conparentid = 0 AND coalesce(to_jsonb(c) ->> 'conenforced', 'true') = 'true'
        """;

    private const string PopulatedViews = "SELECT count(*) FROM pg_class WHERE relkind = 'm' AND relispopulated";

    /// <summary>Counts everything again.</summary>
    /// <returns>The rows of each table, expected and found.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.VerificationFailed"/>: something is missing or too much.</exception>
    public static async Task<IReadOnlyList<HubRestoredTable>> CheckAsync(
        IDatabaseSession session, DumpInventory inventory, string database, CancellationToken token)
    {
        List<string> differences = [];
        IReadOnlyList<HubRestoredTable> tables = await CountRowsAsync(session, inventory.Tables, token).ConfigureAwait(false);
        differences.AddRange(tables
            .Where(table => table.Expected != table.Found)
            .Select(table => string.Format(CultureInfo.CurrentCulture, Strings.RowsDiffer, $"{table.Schema}.{table.Name}", table.Expected, table.Found)));
        await CheckSequencesAsync(session, inventory.Sequences, differences, token).ConfigureAwait(false);

        long largeObjects = await ServerQuestions.NumberAsync(session, "SELECT count(*) FROM pg_largeobject_metadata", token).ConfigureAwait(false);
        if (largeObjects != inventory.LargeObjects.Count)
        {
            differences.Add(string.Format(CultureInfo.CurrentCulture, Strings.LargeObjectCountDiffers, inventory.LargeObjects.Count, largeObjects));
        }

        // An index on a partitioned table may be invalid by right: declared ONLY, its partitions' not all attached.
        IReadOnlyList<IReadOnlyList<string?>> invalid = await session.QueryAsync(
            "SELECT c.oid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND c.relkind = 'i'", token).ConfigureAwait(false);
        differences.AddRange(invalid.Select(row => string.Format(CultureInfo.CurrentCulture, Strings.IndexInvalid, row[0])));
        await CheckCountAsync(session, InvalidConstraints, inventory.NotValidConstraints, Strings.ConstraintsNotValid, differences, token).ConfigureAwait(false);
        await CheckCountAsync(session, PopulatedViews, inventory.RefreshedViews, Strings.ViewsPopulated, differences, token).ConfigureAwait(false);
        return differences.Count == 0
            ? tables
            : throw new BackupException(
                BackupFailure.VerificationFailed,
                string.Format(CultureInfo.CurrentCulture, Strings.VerificationFailed, database, string.Join("; ", differences.Take(10))),
                subject: database);
    }

    private static async Task<IReadOnlyList<HubRestoredTable>> CountRowsAsync(IDatabaseSession session, IReadOnlyList<HubTable> tables, CancellationToken token)
    {
        List<HubRestoredTable> counted = [];
        foreach (HubTable table in tables)
        {
            string name = SqlText.Identifier(table.Schema, table.Name);
            // A parent's children have COPY blocks of their own. Only rows that were loaded through a partitioned root are counted at the root.
            string? kind = await ServerQuestions.ScalarAsync(session, $"SELECT relkind FROM pg_class WHERE oid = to_regclass({SqlText.Literal(name)})", token).ConfigureAwait(false);
            long rows = kind is null
                ? 0
                : await ServerQuestions.NumberAsync(session, $"SELECT count(*) FROM {(kind == "p" ? "" : "ONLY ")}{name}", token).ConfigureAwait(false);
            counted.Add(new HubRestoredTable { Schema = table.Schema, Name = table.Name, Expected = table.Rows, Found = rows });
        }

        return counted;
    }

    private static async Task CheckSequencesAsync(
        IDatabaseSession session, IReadOnlyList<HubSequence> sequences, List<string> differences, CancellationToken token)
    {
        foreach (HubSequence sequence in sequences)
        {
            IReadOnlyList<string?> row = (await session.QueryAsync(
                $"SELECT last_value, is_called FROM {SqlText.Identifier(sequence.Schema, sequence.Name)}", token).ConfigureAwait(false))[0];
            if (row[0] != sequence.Value.ToString(CultureInfo.InvariantCulture) || (row[1] == "t") != sequence.IsCalled)
            {
                differences.Add(string.Format(CultureInfo.CurrentCulture, Strings.SequenceDiffers, sequence, sequence.Value, row[0]));
            }
        }
    }

    private static async Task CheckCountAsync(
        IDatabaseSession session, string count, int expected, string difference, List<string> differences, CancellationToken token)
    {
        long found = await ServerQuestions.NumberAsync(session, count, token).ConfigureAwait(false);
        if (found != expected)
        {
            differences.Add(string.Format(CultureInfo.CurrentCulture, difference, expected, found));
        }
    }
}
