using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>Gives a new database the identity of another: owner, grants, settings, connection limit, comment.</summary>
/// <remarks>
/// pg_dump writes these statements with --create alone, with the old database's name in every one: they would have to be rewritten. They are few,
/// and made here from what the catalogs say.
/// </remarks>
public static class DatabaseIdentityCarryOver
{
    private const string Public = "PUBLIC";

    /// <summary>Carries it over. What the role may not do is left out and told; all else is done.</summary>
    /// <param name="session">A session in any database of the server, in no transaction.</param>
    /// <param name="database">A database that nobody gave grants or settings yet.</param>
    /// <param name="identity">What it gets: a manifest's, or that of <see cref="DatabaseIdentityQuestions.ReadAsync"/>.</param>
    /// <param name="withComment">Whether to set the comment too; a run whose own mark is still there sets it later.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>What could not be carried over; empty if nothing is missing.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.ServerUnreachable"/>.</exception>
    public static async Task<IReadOnlyList<HubIdentityProblem>> ApplyAsync(
        IDatabaseSession session, string database, HubDatabaseIdentity identity, bool withComment, CancellationToken token)
    {
        List<HubIdentityProblem> problems = [.. identity.Settings
            .Where(static setting => setting.Value is null)
            .Select(static setting => new HubIdentityProblem { Part = HubIdentityPart.Setting, Name = setting.ToString(), Message = Strings.SettingValueUnreadable })];
        foreach ((HubIdentityPart part, string name, string sql) in Statements(SqlText.Identifier(database), identity, withComment))
        {
            try
            {
                await session.QueryAsync(sql, token).ConfigureAwait(false);
            }
            catch (BackupException exception) when (exception.Failure != BackupFailure.ServerUnreachable)
            {
                problems.Add(new HubIdentityProblem { Part = part, Name = name, Message = exception.Message });
                // Where a grant failed, its role may still be set.
                await session.QueryAsync("RESET ROLE", token).ConfigureAwait(false);
            }
        }

        // Who may grant a part of what was asked gets a warning, not an error.
        HashSet<(string?, string, bool)> granted = [.. (await DatabaseIdentityQuestions.ReadAsync(session, database, token).ConfigureAwait(false)).Grants.Select(Content)];
        foreach (HubDatabaseGrant grant in identity.Grants.Where(grant => !granted.Contains(Content(grant))))
        {
            string name = grant.Grantee ?? Public;
            if (!problems.Exists(problem => problem.Part == HubIdentityPart.Grant && problem.Name == name))
            {
                problems.Add(new HubIdentityProblem
                {
                    Part = HubIdentityPart.Grant, Name = name, Message = string.Format(CultureInfo.CurrentCulture, Strings.GrantWithoutEffect, grant.Privilege, database),
                });
            }
        }

        return problems;
    }

    private static (string? Grantee, string Privilege, bool IsGrantable) Content(HubDatabaseGrant grant) => (grant.Grantee, grant.Privilege, grant.IsGrantable);

    private static IEnumerable<(HubIdentityPart Part, string Name, string Sql)> Statements(string database, HubDatabaseIdentity identity, bool withComment)
    {
        foreach (HubDatabaseSetting setting in identity.Settings)
        {
            if (setting.Value is null)
            {
                continue;
            }

            string target = setting.Role is null ? $"DATABASE {database}" : $"ROLE {SqlText.Identifier(setting.Role)} IN DATABASE {database}";
            yield return (
                HubIdentityPart.Setting, setting.ToString(), $"ALTER {target} SET {SqlText.Identifier(setting.Name)} TO {SettingValue.ToSql(setting.Name, setting.Value)}");
        }

        yield return (
            HubIdentityPart.ConnectionLimit, "", string.Create(CultureInfo.InvariantCulture, $"ALTER DATABASE {database} CONNECTION LIMIT {identity.ConnectionLimit}"));
        if (withComment)
        {
            yield return (HubIdentityPart.Comment, "", $"COMMENT ON DATABASE {database} IS {(identity.Comment is null ? "NULL" : SqlText.Literal(identity.Comment))}");
        }

        // After all that only the owner may do, and before the grants: with the owner, grants by the old one would become the new one's.
        yield return (HubIdentityPart.Owner, identity.Owner, $"ALTER DATABASE {database} OWNER TO {SqlText.Identifier(identity.Owner)}");
        if (identity.Acl is null)
        {
            yield break;
        }

        yield return (HubIdentityPart.Grant, Public, $"REVOKE ALL ON DATABASE {database} FROM PUBLIC");
        yield return (HubIdentityPart.Grant, identity.Owner, $"REVOKE ALL ON DATABASE {database} FROM {SqlText.Identifier(identity.Owner)}");
        // The owner's first: all others stand on them.
        foreach (HubDatabaseGrant grant in identity.Grants.OrderBy(grant => grant.Grantor != identity.Owner))
        {
            string role = grant.Grantee is null ? Public : SqlText.Identifier(grant.Grantee);
            string sql = $"GRANT {grant.Privilege} ON DATABASE {database} TO {role}{(grant.IsGrantable ? " WITH GRANT OPTION" : "")}";
            yield return (
                HubIdentityPart.Grant,
                grant.Grantee ?? Public,
                grant.Grantor == identity.Owner ? sql : $"SET ROLE {SqlText.Identifier(grant.Grantor)}; {sql}; RESET ROLE");
        }
    }
}
