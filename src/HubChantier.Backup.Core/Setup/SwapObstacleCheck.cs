using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Setup;

/// <summary>What a dump by this role would leave out, or what would keep a restored database from taking the live one's name.</summary>
internal sealed class SwapObstacleCheck : SetupCheck
{
    private readonly Func<SetupGround, CancellationToken, Task<IReadOnlyList<string>>> _find;
    private readonly string _none;
    private readonly string _some;
    private readonly Func<string, string> _advice;

    private SwapObstacleCheck(
        string name, Func<SetupGround, CancellationToken, Task<IReadOnlyList<string>>> find, string none, string some, Func<string, string> advice)
        : base(HubSetupCategory.Restore, name, ConnectionCheck.Id)
    {
        _find = find;
        _none = none;
        _some = some;
        _advice = advice;
    }

    /// <summary>One for each kind.</summary>
    public static IReadOnlyList<SwapObstacleCheck> All =>
    [
        new(
            "Subscriptions",
            static (ground, token) => SwapObstacles.SubscriptionsAsync(ground.Session, ground.DatabaseOid, token),
            Strings.SetupNoSubscriptions,
            Strings.SetupSubscriptions,
            name => SetupFinding.Format(Strings.SetupSubscriptionAdvice, $"ALTER SUBSCRIPTION {SqlText.Identifier(name)} DISABLE;")),
        new(
            "ReplicationSlots",
            static (ground, token) => SwapObstacles.SlotsAsync(ground.Session, ground.DatabaseOid, token),
            Strings.SetupNoSlots,
            Strings.SetupSlots,
            name => SetupFinding.Format(Strings.SetupSlotAdvice, $"SELECT pg_drop_replication_slot({SqlText.Literal(name)});")),
        new(
            "PreparedTransactions",
            static (ground, token) => SwapObstacles.PreparedAsync(ground.Session, ground.Settings.Database, token),
            Strings.SetupNoPrepared,
            Strings.SetupPrepared,
            name => SetupFinding.Format(Strings.SetupPreparedAdvice, $"COMMIT PREPARED {SqlText.Literal(name)};", $"ROLLBACK PREPARED {SqlText.Literal(name)};")),
    ];

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        IReadOnlyList<string> found = await _find(ground, token).ConfigureAwait(false);
        return found.Count == 0
            ? SetupFinding.Passed(_none)
            : SetupFinding.Warning(string.Join('\n', found.Select(_advice)), _some, string.Join(", ", found));
    }
}
