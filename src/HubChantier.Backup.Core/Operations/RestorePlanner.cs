using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Finds out what a restore would do. Asks only; the backup's file is not read.</summary>
internal static class RestorePlanner
{
    /// <summary>Makes the plan.</summary>
    /// <param name="request">The restore.</param>
    /// <param name="server">Where the live database is asked.</param>
    /// <param name="serverName">Host and port, for people.</param>
    /// <param name="maintenance">A session outside the live database.</param>
    /// <param name="context">The clock.</param>
    /// <param name="token">Cancels.</param>
    public static async Task<HubRestorePlan> MakeAsync(
        RestoreRequest request, IDatabaseServer server, string serverName, IDatabaseSession maintenance, OperationContext context, CancellationToken token)
    {
        PostgresVersion version = await ServerQuestions.VersionAsync(maintenance, token).ConfigureAwait(false);
        uint? live = await ServerQuestions.DatabaseOidAsync(maintenance, request.Database, token).ConfigureAwait(false);
        (DateTimeOffset made, string side, string previous) = await FreeNamesAsync(maintenance, request.Database, context.Time, token).ConfigureAwait(false);
        IReadOnlyList<MarkedDatabase> marked = await MarkedDatabase.ListAsync(maintenance, token).ConfigureAwait(false);
        bool safety = live is not null && !request.SkipSafetyBackup;
        HubBackup backup = request.Backup;
        LiveDatabase? now = live is null ? null : await LiveDatabase.LookAsync(
            server, request.Database, backup.Tables.Select(table => KeyValuePair.Create((table.Schema, table.Name), (long?)table.Rows)), token).ConfigureAwait(false);
        RolePlan roles = await RolePlan.MakeAsync(request, maintenance, context, token).ConfigureAwait(false);
        return new HubRestorePlan
        {
            Backup = backup,
            Server = serverName,
            ServerVersion = version.ToString(),
            Database = request.Database,
            ReplacesLive = live is not null,
            InPlace = request.InPlace,
            LiveOid = live,
            LiveSize = now?.Size,
            NeededBytes = ServerRoom.NeededBytes(backup),
            FreeBytes = await ServerRoom.FreeAsync(maintenance, token).ConfigureAwait(false),
            SideDatabase = side,
            PreviousDatabase = live is null || request.InPlace ? null : previous,
            SafetyBackup = safety ? BackupName.Compose(request.Database, HubBackupKind.Safety, made.LocalDateTime, encrypted: request.Recipients.Count > 0) : null,
            SafetyFolder = safety ? request.SafetyFolder : null,
            Tables = now?.Tables ?? [.. backup.Tables.Select(table => new HubPlannedTable { Schema = table.Schema, Name = table.Name, RowsInBackup = table.Rows })],
            RolesToCreate = roles.Roles,
            Sessions = live is { } oid ? await ServerSessions.ListAsync(maintenance, oid, token).ConfigureAwait(false) : [],
            KeptDatabases = [.. marked
                .Where(database => database.Mark.Of == request.Database && database.Mark.Role != DatabaseRole.Side)
                .Select(database => new HubKeptDatabase { Name = database.Name, Size = database.Size, Since = database.Mark.Since })],
            Warnings = [.. Warnings(request, live is not null, roles)],
            Made = made,
        };
    }

    /// <summary>The names of a restore, none of which may be taken; the second of the clock is moved on until they are free.</summary>
    private static async Task<(DateTimeOffset Made, string Side, string Previous)> FreeNamesAsync(
        IDatabaseSession maintenance, string database, TimeProvider time, CancellationToken token)
    {
        DateTimeOffset made = time.GetLocalNow();
        while (true)
        {
            string stamp = made.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
            string side = DerivedName.Compose(database, "_restore_" + stamp);
            string previous = DerivedName.Compose(database, "_before_" + stamp);
            string taken = $"SELECT count(*) FROM pg_database WHERE datname IN ({SqlText.Literal(side)}, {SqlText.Literal(previous)})";
            if (await ServerQuestions.NumberAsync(maintenance, taken, token).ConfigureAwait(false) == 0)
            {
                return (made, side, previous);
            }

            made = made.AddSeconds(1);
        }
    }

    private static IEnumerable<string> Warnings(RestoreRequest request, bool replacesLive, RolePlan roles)
    {
        HubBackup backup = request.Backup;
        if (backup.State == HubBackupState.Legacy)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.PlanLegacy, backup.Name);
        }

        if (backup.Database.Length > 0 && backup.Database != request.Database && replacesLive)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.PlanOtherDatabase, backup.Database, request.Database);
        }

        if (backup.Abnormal is { Accepted: false } abnormal)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.PlanAbnormal, abnormal.Reason);
        }

        if (replacesLive && request.SkipSafetyBackup)
        {
            yield return Strings.PlanNoSafetyBackup;
        }

        if (roles.Superusers.Count > 0)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.PlanSuperusers, string.Join(", ", roles.Superusers));
        }

        if (roles.WithoutPasswords)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.PlanNoPasswords, backup.Name);
        }
    }
}
