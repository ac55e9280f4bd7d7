using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Setup;

/// <summary>
/// Tests a set-up by trying, as far as it goes, what a backup and a restore will do. Nothing of the live database changes, and what is made to try
/// with is gone afterwards, however the test ends.
/// </summary>
public sealed class SetupOperation
{
    private readonly ConnectionSettings _connection;
    private readonly IDatabaseServer _server;
    private readonly Func<PostgresVersion, CancellationToken, Task<IPostgresClient>> _client;
    private readonly Func<IObjectStore> _store;

    /// <summary>Makes the operation.</summary>
    /// <param name="connection">Where the server is.</param>
    /// <param name="server">Answers questions and takes orders.</param>
    /// <param name="client">Gives the client programs that fit a server's version.</param>
    /// <param name="store">Gives the bucket that the settings name, the same each time; asked only if they name one.</param>
    public SetupOperation(
        ConnectionSettings connection, IDatabaseServer server, Func<PostgresVersion, CancellationToken, Task<IPostgresClient>> client, Func<IObjectStore> store)
    {
        _connection = connection;
        _server = server;
        _client = client;
        _store = store;
    }

    /// <summary>Makes all checks. One that fails stops none but those that need it.</summary>
    /// <param name="request">What is looked at.</param>
    /// <param name="found">Told of each check as soon as it is made.</param>
    /// <param name="context">Where to speak, the clock.</param>
    /// <param name="token">Cancels.</param>
    public async Task RunAsync(SetupRequest request, Action<HubSetupCheck> found, OperationContext context, CancellationToken token)
    {
        Dictionary<string, HubSetupStatus> made = new(StringComparer.Ordinal);
        SetupGround ground = new() { Request = request, Connection = _connection, Server = _server, FindClient = _client, OpenStore = _store, Context = context };
        await using (ground.ConfigureAwait(false))
        {
            foreach (SetupCheck check in SetupChecks.For(request))
            {
                token.ThrowIfCancellationRequested();
                SetupFinding finding = check.Needs.FirstOrDefault(need => made.TryGetValue(need, out HubSetupStatus status) && IsNoGround(status)) is { } missing
                    ? SetupFinding.Skipped(Strings.SetupNeeds, missing)
                    : await RunAsync(check, ground, token).ConfigureAwait(false);
                made.Add(check.Name, finding.Status);
                found(new HubSetupCheck
                {
                    Category = check.Category,
                    Name = check.Name,
                    Status = finding.Status,
                    Message = finding.Message,
                    Recommendation = finding.Recommendation,
                });
            }
        }
    }

    private static bool IsNoGround(HubSetupStatus status) => status is HubSetupStatus.Failed or HubSetupStatus.Skipped;

    private static async Task<SetupFinding> RunAsync(SetupCheck check, SetupGround ground, CancellationToken token)
    {
        try
        {
            return await check.RunAsync(ground, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure != BackupFailure.Cancelled && !token.IsCancellationRequested)
        {
            return new SetupFinding(HubSetupStatus.Failed, exception.Message, ground.Request.Advice(exception.Failure));
        }
    }
}
