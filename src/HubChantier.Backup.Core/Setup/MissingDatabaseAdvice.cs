using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Setup;

/// <summary>What to do where the server has no database of the name: which it has, and how to make one.</summary>
internal static class MissingDatabaseAdvice
{
    private const int MostNamed = 10;

    public static async Task<string> OfAsync(SetupGround ground, CancellationToken token)
    {
        string create = SetupFinding.Format(
            Strings.SetupDatabaseMissingAdvice,
            ground.WhereIs(nameof(BackupSettings.Database)),
            $"CREATE DATABASE {SqlText.Identifier(ground.Settings.Database)} OWNER {ground.Role};");
        try
        {
            IDatabaseSession session = await MaintenanceSession.OpenAsync(ground.Server, ground.Settings.MaintenanceDatabase, token).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                IReadOnlyList<IReadOnlyList<string?>> rows = await session.QueryAsync(
                    $"SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname LIMIT {MostNamed}", token).ConfigureAwait(false);
                return SetupFinding.Format(Strings.SetupDatabasesThere, string.Join(", ", rows.Select(row => row[0]))) + "\n" + create;
            }
        }
        catch (BackupException)
        {
            // The advice is what matters here; the connection to the maintenance database has a check of its own.
            return create;
        }
    }
}
