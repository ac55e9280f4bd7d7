using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Setup;

/// <summary>
/// The lock against other runs, really taken. A pooler gives a session's connection to others between its transactions, and a lock with it:
/// while another session of ours is in a transaction, ours must still be the one that it was.
/// </summary>
internal sealed class ServerLockCheck() : SetupCheck(HubSetupCategory.Server, Id, MaintenanceCheck.Id)
{
    public const string Id = "ServerLock";

    private const string WhoAmI = "SELECT pg_backend_pid()";

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        string database = ground.Settings.Database;
        IDatabaseSession maintenance = ground.Maintenance;
        string advice = SetupFinding.Format(Strings.SetupPoolerAdvice, ground.WhereIs("Server"), ground.WhereIs("Port"));
        try
        {
            string? before = await ServerQuestions.ScalarAsync(maintenance, WhoAmI, token).ConfigureAwait(false);
            await ServerLock.AcquireAsync(maintenance, database, TimeSpan.Zero, ground.Context.Time, token).ConfigureAwait(false);
            return await IsSharedAsync(ground, before, token).ConfigureAwait(false)
                ? SetupFinding.Failed(advice, Strings.SetupPooler, ground.Connection)
                : SetupFinding.Passed(Strings.SetupLock, database);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.LockLost)
        {
            return SetupFinding.Failed(advice, Strings.SetupPooler, ground.Connection);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.LockHeld)
        {
            return SetupFinding.Warning(Strings.SetupLockHeldAdvice, "{0}", exception.Message);
        }
        finally
        {
            await ServerLock.ReleaseAsync(maintenance, database, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsSharedAsync(SetupGround ground, string? before, CancellationToken token)
    {
        string? name = await ServerQuestions.ScalarAsync(ground.Maintenance, "SELECT current_database()", token).ConfigureAwait(false);
        IDatabaseSession other = await ground.Server.ConnectAsync(name!, token).ConfigureAwait(false);
        await using (other.ConfigureAwait(false))
        {
            await other.QueryAsync("BEGIN", token).ConfigureAwait(false);
            string? theirs = await ServerQuestions.ScalarAsync(other, WhoAmI, token).ConfigureAwait(false);
            string? ours = await ServerQuestions.ScalarAsync(ground.Maintenance, WhoAmI, token).ConfigureAwait(false);
            await ServerLock.CheckAsync(ground.Maintenance, ground.Settings.Database, token).ConfigureAwait(false);
            await other.QueryAsync("ROLLBACK", token).ConfigureAwait(false);
            return theirs == before || ours != before;
        }
    }
}
