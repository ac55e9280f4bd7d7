using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>A database with a mark of ours.</summary>
/// <param name="Oid">Its OID, which no rename changes.</param>
/// <param name="Name">Its name now.</param>
/// <param name="Size">Its size on the server's disk, in bytes; null where the role may not ask.</param>
/// <param name="Mark">What the mark says.</param>
internal sealed record MarkedDatabase(uint Oid, string Name, long? Size, DatabaseMark Mark)
{
    /// <summary>All of them on the server, oldest first.</summary>
    public static async Task<IReadOnlyList<MarkedDatabase>> ListAsync(IDatabaseSession maintenance, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await maintenance.QueryAsync(
            $"""
            SELECT d.oid, d.datname, shobj_description(d.oid, 'pg_database'),
                   CASE WHEN has_database_privilege(d.oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE') THEN pg_database_size(d.oid) END
              FROM pg_database d WHERE starts_with(shobj_description(d.oid, 'pg_database'), {SqlText.Literal(DatabaseMark.Head)})
            """,
            token).ConfigureAwait(false);
        List<MarkedDatabase> found = [];
        foreach (IReadOnlyList<string?> row in rows)
        {
            uint oid = uint.Parse(row[0]!, CultureInfo.InvariantCulture);
            if (DatabaseMark.Parse(row[2], oid) is { } mark)
            {
                found.Add(new MarkedDatabase(oid, row[1]!, row[3] is null ? null : long.Parse(row[3]!, CultureInfo.InvariantCulture), mark));
            }
        }

        return [.. found.OrderBy(database => database.Mark.Since)];
    }

    /// <summary>Drops it with the sessions that are in it, if it still has this OID, name and mark.</summary>
    /// <returns>Whether it was dropped and is gone.</returns>
    public async Task<bool> DropAsync(IDatabaseSession maintenance, CancellationToken token)
    {
        string same = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE oid = {Oid} AND datname = {SqlText.Literal(Name)}");
        if (DatabaseMark.Parse(await ServerQuestions.ScalarAsync(maintenance, same, token).ConfigureAwait(false), Oid) != Mark)
        {
            return false;
        }

        await maintenance.QueryAsync($"DROP DATABASE {SqlText.Identifier(Name)} WITH (FORCE)", token).ConfigureAwait(false);
        string left = string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM pg_database WHERE oid = {Oid}");
        return await ServerQuestions.NumberAsync(maintenance, left, token).ConfigureAwait(false) == 0;
    }
}
