using System.Globalization;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Setup;

/// <summary>
/// A database beside the live one, as a restore needs it: created like that one, loaded by psql, connected to, renamed. Marked as a restore's is, so
/// that the next run sweeps it should this one be killed.
/// </summary>
internal sealed class SideDatabaseCheck() : SetupCheck(HubSetupCategory.Restore, Id, ServerLockCheck.Id)
{
    public const string Id = "SideDatabase";

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        if (!ground.Request.MayMakeDatabase)
        {
            return SetupFinding.Skipped(Strings.SetupNotAllowed);
        }

        string database = ground.Settings.Database;
        DateTimeOffset now = ground.Context.Time.GetUtcNow();
        string suffix = string.Create(CultureInfo.InvariantCulture, $"{now.ToLocalTime():yyyyMMdd_HHmmss}_{Environment.ProcessId}");
        string name = DerivedName.Compose(database, "_setup_" + suffix);
        // As long as the session lives, another run sees that the database is not left over.
        await ServerLock.AcquireAsync(ground.Maintenance, name, TimeSpan.Zero, ground.Context.Time, token).ConfigureAwait(false);
        try
        {
            ground.Side = await SideDatabase.CreateAsync(
                ground.Maintenance, name, database, ground.ServerInfo, Guid.CreateVersion7(), now, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.PermissionDenied)
        {
            return SetupFinding.Warning(
                SetupFinding.Format(Strings.SetupNoCreateDbAdvice, $"ALTER ROLE {ground.Role} CREATEDB;"), Strings.SetupNoCreateDb, ground.Connection.User);
        }

        if (ground.Client is not null)
        {
            await LoadAsync(ground.Client, name, token).ConfigureAwait(false);
        }

        IDatabaseSession session = await ground.Server.ConnectAsync(name, token).ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
        await ground.Side.TryRenameAsync(DerivedName.Compose(database, "_setup_renamed_" + suffix), token).ConfigureAwait(false);
        return SetupFinding.Passed(ground.Client is null ? Strings.SetupSideDatabase : Strings.SetupSideDatabaseLoaded, name);
    }

    private static async Task LoadAsync(ISqlTarget psql, string database, CancellationToken token)
    {
        IRunningLoad load = psql.Start(database);
        await using (load.ConfigureAwait(false))
        {
            await load.SendAsync("CREATE TABLE public.setup AS SELECT 1 AS a;\n"u8.ToArray(), token).ConfigureAwait(false);
            await load.CompleteAsync(token).ConfigureAwait(false);
        }
    }
}
