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
}
