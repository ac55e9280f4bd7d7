using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Setup;

/// <summary>Each extension of the live database, created in the side database by this role, as a restore will have to, and taken back.</summary>
internal sealed class ExtensionsCheck() : SetupCheck(HubSetupCategory.Restore, "Extensions", SideDatabaseCheck.Id)
{
    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        if (ground.Side is not { } side)
        {
            return SetupFinding.Skipped(Strings.SetupNeeds, SideDatabaseCheck.Id);
        }

        IReadOnlyList<HubExtension> extensions = await ServerQuestions.ExtensionsAsync(ground.Session, token).ConfigureAwait(false);
        List<string> refused = [];
        IDatabaseSession session = await ground.Server.ConnectAsync(side.Name, token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            foreach (HubExtension extension in extensions)
            {
                try
                {
                    // In pg_catalog, where our sessions look, its functions would meet the server's own.
                    await session.QueryAsync("BEGIN; SET LOCAL search_path = public", token).ConfigureAwait(false);
                    await session.QueryAsync($"CREATE EXTENSION IF NOT EXISTS {SqlText.Identifier(extension.Name)} CASCADE", token).ConfigureAwait(false);
                }
                catch (BackupException exception) when (exception.Failure is BackupFailure.PermissionDenied or BackupFailure.QueryFailed)
                {
                    refused.Add($"{extension.Name} ({exception.Message})");
                }

                await session.QueryAsync("ROLLBACK", token).ConfigureAwait(false);
            }
        }

        return refused.Count == 0
            ? SetupFinding.Passed(Strings.SetupExtensions, string.Join(", ", extensions.Select(extension => extension.Name)))
            : SetupFinding.Failed(Strings.SetupExtensionsAdvice, Strings.SetupExtensionsRefused, ground.Connection.User, string.Join("; ", refused));
    }
}
