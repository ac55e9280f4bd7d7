using HubChantier.Backup.Operations;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Settings;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Setup;

/// <summary>A session in the database from which orders are given and where the lock is held.</summary>
internal sealed class MaintenanceCheck() : SetupCheck(HubSetupCategory.Server, Id, ConnectionCheck.Id, nameof(BackupSettings.MaintenanceDatabase))
{
    public const string Id = "MaintenanceConnection";

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        string? named = ground.Settings.MaintenanceDatabase;
        try
        {
            ground.Maintenance = await MaintenanceSession.OpenAsync(ground.Server, named, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (MaintenanceSession.IsRefusal(exception))
        {
            string advice = $"GRANT CONNECT ON DATABASE {SqlText.Identifier(named ?? "postgres")} TO {ground.Role};";
            // Without a name of its own a backup goes on, without the lock; a restore never does.
            return SetupFinding.Failed(advice, named is null ? Strings.SetupNoMaintenance : "{0}", exception.Message);
        }

        string? database = await ServerQuestions.ScalarAsync(ground.Maintenance, "SELECT current_database()", token).ConfigureAwait(false);
        return SetupFinding.Passed(Strings.SetupMaintenance, database);
    }
}
