using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>Asks what belongs to a database itself. All of it is in catalogs that every database of the server shares, so any session can ask.</summary>
public static class DatabaseIdentityQuestions
{
    // A column that a version lacks is null in the row's JSON (PostgreSQL's documentation, "pg_database"): datcollversion came with 15, daticurules
    // with 16.
    private const string Database = """
        SELECT d.oid, pg_get_userbyid(d.datdba), d.datacl, shobj_description(d.oid, 'pg_database'), d.datconnlimit, t.spcname,
               to_jsonb(d) ->> 'datcollversion', to_jsonb(d) ->> 'daticurules'
          FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = {0}
        """;

    // In the order of the list: whoever grants on was granted the right before.
    private const string Grants = """
        SELECT CASE g.grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(g.grantee) END, pg_get_userbyid(g.grantor), g.privilege_type, g.is_grantable
          FROM pg_database d, LATERAL aclexplode(d.datacl) WITH ORDINALITY AS g WHERE d.oid = {0} ORDER BY g.ordinality
        """;

    private const string Settings = """
        SELECT CASE s.setrole WHEN 0 THEN NULL ELSE pg_get_userbyid(s.setrole) END, c.config
          FROM pg_db_role_setting s, LATERAL unnest(s.setconfig) WITH ORDINALITY AS c(config, number)
         WHERE s.setdatabase = {0} ORDER BY s.setrole <> 0, 1, c.number
        """;

    /// <summary>The identity of a database of the session's server, in the session's snapshot if it has one.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.DatabaseMissing"/>.</exception>
    public static async Task<HubDatabaseIdentity> ReadAsync(IDatabaseSession session, string database, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> found = await AskAsync(session, Database, SqlText.Literal(database), token).ConfigureAwait(false);
        if (found.Count == 0)
        {
            throw new BackupException(
                BackupFailure.DatabaseMissing, string.Format(CultureInfo.CurrentCulture, Strings.DatabaseGone, database), subject: database);
        }

        IReadOnlyList<string?> row = found[0];
        IReadOnlyList<IReadOnlyList<string?>> grants = await AskAsync(session, Grants, row[0]!, token).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyList<string?>> settings = await AskAsync(session, Settings, row[0]!, token).ConfigureAwait(false);
        return new HubDatabaseIdentity
        {
            Owner = row[1]!,
            Acl = row[2],
            Grants = [.. grants.Select(grant => new HubDatabaseGrant
            {
                Grantee = grant[0],
                Grantor = grant[1]!,
                Privilege = grant[2]!,
                IsGrantable = grant[3] == "t",
            })],
            Settings = [.. settings.Select(setting => Setting(setting[0], setting[1]!))],
            Comment = row[3],
            ConnectionLimit = int.Parse(row[4]!, CultureInfo.InvariantCulture),
            Tablespace = row[5]!,
            CollationVersion = row[6],
            IcuRules = row[7],
        };
    }

    private static HubDatabaseSetting Setting(string? role, string config)
    {
        int sign = config.IndexOf('=', StringComparison.Ordinal);
        return new HubDatabaseSetting { Role = role, Name = config[..sign], Value = config[(sign + 1)..] };
    }

    private static Task<IReadOnlyList<IReadOnlyList<string?>>> AskAsync(IDatabaseSession session, string question, string value, CancellationToken token)
        => session.QueryAsync(string.Format(CultureInfo.InvariantCulture, question, value), token);
}
