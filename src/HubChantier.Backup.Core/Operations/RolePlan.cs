using System.Globalization;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>The roles that a restore would make: those of the backup's globals that the server does not have.</summary>
internal sealed class RolePlan
{
    /// <summary>None.</summary>
    public static RolePlan Empty { get; } = new() { Roles = [], Superusers = [] };

    /// <summary>Their names, in the order of the file.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Those of them that become superusers.</summary>
    public required IReadOnlyList<string> Superusers { get; init; }

    /// <summary>Whether a restore that asks for roles would make none of <see cref="Roles"/> with a password.</summary>
    public bool WithoutPasswords { get; init; }

    /// <summary>Finds out which they are, and whether the session's role may make them; changes nothing.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.PermissionDenied"/>, or as <see cref="RoleFile.ReadAsync"/>.</exception>
    public static async Task<RolePlan> MakeAsync(RestoreRequest request, IDatabaseSession session, OperationContext context, CancellationToken token)
    {
        if (!request.Globals)
        {
            return Empty;
        }

        IReadOnlyList<RoleStatement> statements = await RoleFile.ReadAsync(request.Backup, AgeIdentities.Of(context), token).ConfigureAwait(false);
        IReadOnlyList<string> missing = await ServerRoles.MissingAsync(
            session, statements.Where(statement => statement.Creates).Select(statement => statement.Role), token).ConfigureAwait(false);
        if (missing.Count == 0)
        {
            return Empty;
        }

        List<RoleStatement> sent = [.. statements.Where(statement => missing.Contains(statement.Role))];
        if (!await ServerRoles.IsSuperuserAsync(session, token).ConfigureAwait(false))
        {
            await CheckRightsAsync(request, session, sent, token).ConfigureAwait(false);
        }

        return new RolePlan
        {
            Roles = missing,
            Superusers = [.. sent.Where(statement => statement.GivesSuperuser).Select(statement => statement.Role)],
            WithoutPasswords = !request.Backup.Globals!.HasPasswords,
        };
    }

    private static async Task CheckRightsAsync(RestoreRequest request, IDatabaseSession session, List<RoleStatement> sent, CancellationToken token)
    {
        IReadOnlyList<string?> row = (await session.QueryAsync(
            "SELECT current_user, rolcreaterole FROM pg_roles WHERE rolname = current_user", token).ConfigureAwait(false))[0];
        if (row[1] != "t")
        {
            throw Failed(Strings.NoCreateRole, row[0]!, SqlText.Identifier(row[0]!));
        }

        string powerful = string.Join(", ", sent.Where(statement => statement.NeedsSuperuser).Select(statement => statement.Role));
        if (powerful.Length > 0 && !request.IgnorePrivileges)
        {
            throw Failed(Strings.RolesNeedSuperuser, row[0]!, powerful);
        }

        BackupException Failed(string format, params object[] values)
            => new(BackupFailure.PermissionDenied, string.Format(CultureInfo.CurrentCulture, format, values), subject: request.Backup);
    }
}
