using System.Globalization;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Setup;

/// <summary>Variables that look like ours and are not: what was meant is not set.</summary>
internal sealed class StrayVariableCheck() : SetupCheck(HubSetupCategory.Settings, "UnknownVariables", EnvFileCheck.Setting)
{
    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        IReadOnlyList<StrayVariable> strays = ground.Request.Survey.Strays;
        return Task.FromResult(strays.Count == 0
            ? SetupFinding.Passed(Strings.SetupNoStrays)
            : SetupFinding.Warning(
                string.Join('\n', strays.Select(stray => Repair(stray, ground.Settings.EnvFile))),
                Strings.SetupStrays,
                string.Join("; ", strays.Select(stray => Name(stray, ground.Settings.EnvFile)))));

        static string Name(StrayVariable stray, string? envFile)
        {
            string where = SettingErrors.Where(stray.Name, stray.Line is null ? null : envFile, stray.Line);
            return stray.Near is null ? where : SetupFinding.Format(Strings.SetupLooksLike, where, stray.Near);
        }
    }

    private static string Repair(StrayVariable stray, string? envFile) => stray switch
    {
        { Near: null } => SetupFinding.Format(Strings.SetupStrayAdvice, stray.Name),
        { Line: { } line } => string.Create(CultureInfo.InvariantCulture, $"sed -i '{line}s/{stray.Name}/{stray.Near}/' {Shell.Quote(envFile!)}"),
        _ => $"$env:{stray.Near} = $env:{stray.Name}",
    };
}
