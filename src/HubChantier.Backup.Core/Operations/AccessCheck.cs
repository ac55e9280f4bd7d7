using System.Globalization;

namespace HubChantier.Backup.Operations;

/// <summary>What a server and the role of a session are to a file of owners and grants.</summary>
public sealed class AccessCheck
{
    /// <summary>Roles that the file names and the server does not have.</summary>
    public required IReadOnlyList<string> MissingRoles { get; init; }

    /// <summary>Roles to which the session's role may give nothing, because it is no member of them; empty for a superuser.</summary>
    public required IReadOnlyList<string> RolesOutOfReach { get; init; }

    /// <summary>Whether the file has grants in another role's name, and the session's role is no superuser.</summary>
    public required bool NeedsSuperuser { get; init; }

    /// <summary>Whether nothing is known that would keep the file from being loaded whole.</summary>
    public bool IsClear => MissingRoles.Count == 0 && RolesOutOfReach.Count == 0 && !NeedsSuperuser;

    /// <summary>Refuses what cannot be loaded whole.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.RoleMissing"/> or <see cref="BackupFailure.PermissionDenied"/>.</exception>
    public void ThrowUnlessClear(HubBackup backup)
    {
        if (MissingRoles.Count > 0)
        {
            throw Failed(BackupFailure.RoleMissing, Strings.RoleMissing, backup.Name, string.Join(", ", MissingRoles));
        }

        if (RolesOutOfReach.Count > 0)
        {
            throw Failed(BackupFailure.PermissionDenied, Strings.RolesOutOfReach, backup.Name, string.Join(", ", RolesOutOfReach));
        }

        if (NeedsSuperuser)
        {
            throw Failed(BackupFailure.PermissionDenied, Strings.AccessNeedsSuperuser, backup.Name);
        }

        BackupException Failed(BackupFailure failure, string format, params object[] values)
            => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), subject: backup);
    }
}
