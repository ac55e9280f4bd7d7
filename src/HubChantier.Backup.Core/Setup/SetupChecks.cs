using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>All checks, in their order: one that needs another stands behind it.</summary>
internal static class SetupChecks
{
    public static IEnumerable<SetupCheck> For(SetupRequest request) =>
    [
        new EnvFileCheck(),
        .. Settings(request.Survey),
        new StrayVariableCheck(),
        .. (IReadOnlyList<SetupCheck>)(request.Survey.Settings.UsesCompose ? [new ComposeCheck()] : []),
        new ConnectionCheck(),
        new MaintenanceCheck(),
        new ServerLockCheck(),
        new ClientCheck(),
        .. RightsCheck.All,
        new SchemaDumpCheck(),
        new SideDatabaseCheck(),
        new ExtensionsCheck(),
        new SideDatabaseDropCheck(),
        new RestoreRoomCheck(),
        .. SwapObstacleCheck.All,
        new FolderCheck(),
        new FolderModeCheck(),
        new FolderRoomCheck(),
        .. BucketCheck.For(request.Survey.Settings),
        new LastBackupCheck(),
        new LastCopyCheck(),
        new LastDrillCheck(),
        new ScheduleCheck(),
    ];

    /// <summary>Those that somebody gave, right or wrong, in the order of the documentation.</summary>
    private static IEnumerable<SettingCheck> Settings(SettingSurvey survey) => survey.Settings.All
        .Where(setting => setting.Name != EnvFileCheck.Setting && (setting.Origin != HubSettingOrigin.Default || survey.Problems.ContainsKey(setting.Name)))
        .Select(setting => new SettingCheck(setting.Name));
}
