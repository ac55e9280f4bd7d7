using System.Globalization;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Makes the roles that a restore needs and the server lacks. Roles that are there are never altered.</summary>
internal static class RoleLoad
{
    /// <summary>
    /// Statements with passwords must not come into the server's own log, nor into what it keeps of statements. Only a superuser can see to
    /// that; for others the server's settings hold.
    /// </summary>
    private const string KeepOutOfLog = """
        SELECT count(set_config(s.name, s.value, true))
          FROM (VALUES ('log_statement', 'none'), ('log_min_error_statement', 'panic'), ('log_min_duration_statement', '-1'),
                       ('log_min_duration_sample', '-1'), ('log_transaction_sample_rate', '0'), ('pg_stat_statements.track_utility', 'off')) s (name, value)
          JOIN pg_settings p ON p.name = s.name
         WHERE current_setting('is_superuser') = 'on'
        """;

    /// <summary>Makes them, all or none.</summary>
    /// <param name="request">The restore; with <see cref="RestoreRequest.IgnorePrivileges"/> what the server refuses is left out, and told.</param>
    /// <param name="roles">The roles that the plan has named.</param>
    /// <param name="server">The server. The transaction has a session of its own: however it ends, nothing of it is left in another.</param>
    /// <param name="context">Where to speak.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>What the server refused, a sentence each.</returns>
    /// <exception cref="BackupException">None was made.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        RestoreRequest request, IReadOnlyList<string> roles, IDatabaseServer server, OperationContext context, CancellationToken token)
    {
        if (roles.Count == 0)
        {
            return [];
        }

        IReadOnlyList<RoleStatement> statements = await RoleFile.ReadAsync(request.Backup, AgeIdentities.Of(context), token).ConfigureAwait(false);
        List<string> refused = [];
        IDatabaseSession session = await MaintenanceSession.OpenAsync(server, request.MaintenanceDatabase, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            // Somebody may have made one since the plan: that one is his.
            HashSet<string> missing = [.. await ServerRoles.MissingAsync(session, roles, token).ConfigureAwait(false)];
            await session.QueryAsync("BEGIN; " + KeepOutOfLog, token).ConfigureAwait(false);
            foreach (RoleStatement statement in statements.Where(statement => statement.Concerns(missing)))
            {
                bool done = await SendAsync(request, session, statement, refused, token).ConfigureAwait(false);
                if (statement.Creates && !done)
                {
                    // Another session may just have made it: then it gets nothing of the backup's.
                    missing.Remove(statement.Role);
                }
            }

            foreach (string owner in await OwnersAsync(request, session, missing, context, token).ConfigureAwait(false))
            {
                // Who is no member of a role can give it nothing, also not what it has made itself.
                await SendAsync(
                    request, session, new RoleStatement(owner, $"GRANT {SqlText.Identifier(owner)} TO CURRENT_USER"), refused, token).ConfigureAwait(false);
            }

            await session.QueryAsync("COMMIT", token).ConfigureAwait(false);
            context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.RolesCreated, string.Join(", ", missing)));
        }

        return refused;
    }

    /// <summary>The new roles that are to own something, and that the session's role must belong to for that; none for a superuser.</summary>
    private static async Task<IReadOnlyList<string>> OwnersAsync(
        RestoreRequest request, IDatabaseSession session, HashSet<string> made, OperationContext context, CancellationToken token)
    {
        if (await ServerRoles.IsSuperuserAsync(session, token).ConfigureAwait(false))
        {
            return [];
        }

        IReadOnlyCollection<string> owners = request.Backup.Access is null ? [] : (await AccessLoad.RolesAsync(request.Backup, AgeIdentities.Of(context), token).ConfigureAwait(false)).Owners;
        IEnumerable<string> all = request.Backup.Identity is { } identity ? owners.Append(identity.Owner) : owners;
        return [.. all.Distinct().Where(made.Contains)];
    }

    /// <returns>Whether the server carried it out.</returns>
    private static async Task<bool> SendAsync(
        RestoreRequest request, IDatabaseSession session, RoleStatement statement, List<string> refused, CancellationToken token)
    {
        try
        {
            await session.QueryAsync(request.IgnorePrivileges ? $"SAVEPOINT hub; {statement.Sql}; RELEASE hub" : statement.Sql, token).ConfigureAwait(false);
            return true;
        }
        catch (BackupException exception) when (exception.Failure != BackupFailure.ServerUnreachable)
        {
            // The exception below holds the statement, and with it the password: neither it nor such words go any further.
            string words = statement.Secret is { Length: > 0 } secret ? exception.Message.Replace(secret, "***", StringComparison.Ordinal) : exception.Message;
            if (!request.IgnorePrivileges)
            {
                throw new BackupException(
                    exception.Failure, string.Format(CultureInfo.CurrentCulture, Strings.RolesNotCreated, request.Backup.Name, statement.Role, words), subject: request.Backup);
            }

            await session.QueryAsync("ROLLBACK TO hub", token).ConfigureAwait(false);
            refused.Add(string.Format(CultureInfo.CurrentCulture, Strings.RoleStatementRefused, statement.Role, words));
            return false;
        }
    }
}
