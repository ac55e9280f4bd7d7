namespace HubChantier.Backup.Setup;

/// <summary>One setting that somebody gave: its value, as it may be shown, and where it was read; or what is wrong with it.</summary>
internal sealed class SettingCheck(string setting) : SetupCheck(HubSetupCategory.Settings, setting, EnvFileCheck.Setting)
{
    public override Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
        => Task.FromResult(ground.Request.Survey.Problems.TryGetValue(Name, out BackupException? problem)
            ? SetupFinding.Failed(SetupFinding.Format(Strings.SetupSettingAdvice, problem.Subject), "{0}", problem.Message)
            : SetupFinding.Passed(Strings.SetupSetting, ground.Setting(Name).Value, ground.WhereIs(Name)));
}
