using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Postgres;

/// <summary>Asks about the roles of a server.</summary>
public static class ServerRoles
{
    /// <summary>Those of some roles that the session's server does not have.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(IDatabaseSession session, IEnumerable<string> roles, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync("SELECT rolname FROM pg_roles", token).ConfigureAwait(false);
        HashSet<string> present = [.. rows.Select(row => row[0]!)];
        return [.. roles.Where(role => !present.Contains(role))];
    }

    /// <summary>Whether the session's role is a superuser.</summary>
    public static async Task<bool> IsSuperuserAsync(IDatabaseSession session, CancellationToken token)
        => await ServerQuestions.ScalarAsync(session, "SELECT current_setting('is_superuser')", token).ConfigureAwait(false) == "on";

    /// <summary>Those of some roles that are there and that the session's role cannot become, and so can make no owner of anything.</summary>
    public static async Task<IReadOnlyList<string>> OutOfReachAsync(IDatabaseSession session, IEnumerable<string> roles, CancellationToken token)
    {
        // Since 16 a member may become the role only with the SET option (PostgreSQL's documentation, pg_has_role).
        PostgresVersion version = await ServerQuestions.VersionAsync(session, token).ConfigureAwait(false);
        string option = version.Major >= 16 ? "SET" : "MEMBER";
        IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(
            $"SELECT rolname FROM pg_roles WHERE NOT pg_has_role(oid, '{option}')", token).ConfigureAwait(false);
        HashSet<string> others = [.. rows.Select(row => row[0]!)];
        return [.. roles.Where(others.Contains)];
    }
}
