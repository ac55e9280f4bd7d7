using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>What is in a database now, beside what a backup holds.</summary>
/// <param name="Size">Its size on the server's disk, in bytes.</param>
/// <param name="Tables">The tables of either.</param>
internal sealed record LiveDatabase(long Size, IReadOnlyList<HubPlannedTable> Tables)
{
    /// <summary>Tables up to this size are counted; of larger ones the server's estimate is taken, so that a person does not wait minutes for a question.</summary>
    private const long LargestCounted = 1L << 30;

    // Row counts of a table's own rows, as its COPY block has them; those of a partitioned table count only where the backup counted at the root.
    private const string TablesOf = """
        SELECT n.nspname, c.relname, pg_table_size(c.oid), c.reltuples::bigint, c.relkind,
               has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
         ORDER BY 1, 2
        """;

    /// <summary>Counts what is there now beside what else there is.</summary>
    /// <param name="server">The server.</param>
    /// <param name="database">The database that is there now.</param>
    /// <param name="other">Rows of each table, by schema and name, of what would take its place.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<LiveDatabase> LookAsync(
        IDatabaseServer server, string database, IEnumerable<KeyValuePair<(string Schema, string Name), long?>> other, CancellationToken token)
    {
        IDatabaseSession session = await server.ConnectAsync(database, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            long size = await ServerQuestions.DatabaseSizeAsync(session, token).ConfigureAwait(false);
            Dictionary<(string Schema, string Name), long?> others = new(other);
            List<HubPlannedTable> tables = [];
            foreach (IReadOnlyList<string?> row in await session.QueryAsync(TablesOf, token).ConfigureAwait(false))
            {
                bool promised = others.Remove((row[0]!, row[1]!), out long? rows);
                bool isRoot = row[4] == "p";
                if (isRoot && !promised)
                {
                    continue;
                }

                bool estimate = long.Parse(row[2]!, CultureInfo.InvariantCulture) > LargestCounted;
                string count = $"SELECT count(*) FROM {(isRoot ? "" : "ONLY ")}{SqlText.Identifier(row[0]!, row[1]!)}";
                tables.Add(new HubPlannedTable
                {
                    Schema = row[0]!,
                    Name = row[1]!,
                    IsEstimate = estimate,
                    RowsNow = estimate ? Math.Max(0, long.Parse(row[3]!, CultureInfo.InvariantCulture)) : await CountAsync(session, count, row[5] == "t", token).ConfigureAwait(false),
                    RowsInBackup = rows,
                });
            }

            tables.AddRange(others.Select(table => new HubPlannedTable { Schema = table.Key.Schema, Name = table.Key.Name, RowsInBackup = table.Value }));
            return new LiveDatabase(size, tables);
        }
    }

    private static async Task<long?> CountAsync(IDatabaseSession session, string count, bool allowed, CancellationToken token)
    {
        try
        {
            return allowed ? await ServerQuestions.NumberAsync(session, count, token).ConfigureAwait(false) : null;
        }
        catch (BackupException exception) when (exception.Failure is BackupFailure.PermissionDenied or BackupFailure.QueryFailed)
        {
            // Row security, or a table that went away meanwhile: the plan says that it does not know.
            return null;
        }
    }
}
