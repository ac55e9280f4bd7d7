using System.Globalization;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>What must hold before a restore touches anything; each check stops it with its own failure.</summary>
internal static class RestoreGate
{
    /// <summary>pg_dump writes <c>\restrict</c> since these versions; a psql older than that does not know it.</summary>
    private static readonly Dictionary<int, int> s_restrictSince = new() { [13] = 22, [14] = 19, [15] = 14, [16] = 10, [17] = 6 };

    /// <summary>Checks what needs no look at the server or into the file: cheap, and before anything else.</summary>
    public static void CheckRequest(RestoreRequest request, OperationContext context)
    {
        HubBackup backup = request.Backup;
        AgeIdentities identities = AgeIdentities.Of(context);
        if (!DerivedName.IsValid(request.Database))
        {
            throw Failed(BackupFailure.TargetNameInvalid, backup, Strings.TargetNameInvalid, request.Database, DerivedName.MaximumBytes);
        }

        // The name of an old script's safety backup tells no database.
        if (!request.IsDatabaseChosen && backup.Database.Length > 0 && backup.Database != request.Database)
        {
            throw Failed(BackupFailure.WrongDatabase, backup, Strings.WrongDatabase, backup.Name, backup.Database, request.Database);
        }

        if (backup.State == HubBackupState.Legacy && !request.TrustSource)
        {
            throw Failed(BackupFailure.TrustNeeded, backup, Strings.TrustNeeded, backup.Name);
        }

        if (request is { DropPrevious: true, SkipSafetyBackup: true })
        {
            throw Failed(BackupFailure.SettingInvalid, backup, Strings.DropNeedsSafetyBackup);
        }

        identities.Check(backup);
        // The previous database goes only when the safety backup was read through.
        if (request is { DropPrevious: true, Recipients.Count: > 0 } && !identities.AreAmong([.. request.Recipients.Select(static recipient => recipient.ToString())]))
        {
            throw Failed(BackupFailure.IdentityNeeded, backup, Strings.DropNeedsIdentity);
        }
    }

    /// <summary>Checks the server against the manifest and the plan.</summary>
    public static async Task CheckServerAsync(
        IDatabaseSession maintenance, RestoreRequest request, HubRestorePlan plan, OperationContext context, CancellationToken token)
    {
        HubBackup backup = request.Backup;
        CheckVersion(backup, PostgresVersion.Parse(plan.ServerVersion)!.Value);
        await CheckExtensionsAsync(maintenance, backup, token).ConfigureAwait(false);
        CheckRoom(backup, plan.Server, plan.NeededBytes, plan.FreeBytes, request.AssumeRoom);
        if (plan.LiveOid is { } live)
        {
            string? identifier = await ServerQuestions.SystemIdentifierAsync(maintenance, token).ConfigureAwait(false);
            if (!request.AllowForeign && identifier is not null && backup.Server?.SystemIdentifier is { } theirs && theirs != identifier)
            {
                throw Failed(BackupFailure.ForeignBackup, backup, Strings.ForeignBackup, backup.Name, backup.Server, plan.Server, request.Database);
            }

            await LiveGate.CheckAsync(maintenance, request, plan, live, token).ConfigureAwait(false);
        }

        if (backup.Access is not null && !request.IgnorePrivileges)
        {
            (await AccessLoad.CheckAsync(backup, AgeIdentities.Of(context), maintenance, plan.RolesToCreate, token).ConfigureAwait(false)).ThrowUnlessClear(backup);
        }
    }

    /// <summary>Checks the server for a load that no live database has to make way for.</summary>
    public static async Task CheckSideAsync(
        IDatabaseSession maintenance, HubBackup backup, PostgresVersion version, string server, bool assumeRoom, CancellationToken token)
    {
        CheckVersion(backup, version);
        await CheckExtensionsAsync(maintenance, backup, token).ConfigureAwait(false);
        CheckRoom(backup, server, ServerRoom.NeededBytes(backup), await ServerRoom.FreeAsync(maintenance, token).ConfigureAwait(false), assumeRoom);
    }

    /// <summary>Checks what reading the whole file told.</summary>
    public static void CheckContent(HubBackup backup, BackupReading reading, PostgresVersion psql)
    {
        if (reading.Problems.Count > 0)
        {
            throw reading.Problems[0];
        }

        if (reading.Inventory.UsesRestrict && !KnowsRestrict(psql))
        {
            throw Failed(BackupFailure.VersionTooOld, backup, Strings.PsqlTooOld, psql, backup.Name);
        }
    }

    /// <summary>Whether a psql knows <c>\restrict</c>.</summary>
    public static bool KnowsRestrict(PostgresVersion psql)
        => !s_restrictSince.TryGetValue(psql.Major, out int since) ? psql.Major > 17 : psql.Minor >= since;

    /// <summary>Checks that a server of this version can take the backup.</summary>
    public static void CheckVersion(HubBackup backup, PostgresVersion server)
    {
        if (backup.Server is { } source && source.Major > server.Major)
        {
            throw Failed(BackupFailure.VersionTooOld, backup, Strings.ServerTooOld, backup.Name, source.Version, server);
        }
    }

    /// <summary>An extension must be there, and the role must be allowed to create it: any if it is a superuser, else those that are trusted or ask for no superuser.</summary>
    public static async Task CheckExtensionsAsync(IDatabaseSession maintenance, HubBackup backup, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> rows = await maintenance.QueryAsync(
            """
            SELECT a.name, v.trusted OR NOT v.superuser OR current_setting('is_superuser') = 'on'
              FROM pg_available_extensions a JOIN pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
            """,
            token).ConfigureAwait(false);
        Dictionary<string, bool> creatable = rows.ToDictionary(row => row[0]!, row => row[1] == "t", StringComparer.Ordinal);
        // It is in template0 already, and no dump creates it.
        foreach (HubExtension extension in backup.Extensions.Where(extension => extension.Name != "plpgsql"))
        {
            if (!creatable.TryGetValue(extension.Name, out bool allowed))
            {
                throw Failed(BackupFailure.ExtensionMissing, backup, Strings.ExtensionMissing, extension.Name, extension.Version, backup.Name);
            }

            if (!allowed)
            {
                throw Failed(BackupFailure.PermissionDenied, backup, Strings.ExtensionNeedsSuperuser, extension.Name, backup.Name);
            }
        }
    }

    /// <summary>A full disk stops the live database too, whichever database is loaded.</summary>
    private static void CheckRoom(HubBackup backup, string server, long needed, long? free, bool assume)
    {
        if (free < needed)
        {
            throw Failed(BackupFailure.DiskFull, backup, Strings.NoServerRoom, server, ByteSize.Text(free), ByteSize.Text(needed));
        }

        if (free is null && !assume)
        {
            throw Failed(BackupFailure.RoomUnknown, backup, Strings.RoomUnknown, server, ByteSize.Text(needed));
        }
    }

    private static BackupException Failed(BackupFailure failure, HubBackup backup, string format, params object?[] values)
        => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), subject: backup);
}
