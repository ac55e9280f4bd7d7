namespace HubChantier.Backup.Settings;

/// <summary>
/// What a script that runs later must be told, because it has neither the command line nor the environment of this session: the settings that
/// come from there, as variables. Secrets are not among them, only the paths of files with secrets.
/// </summary>
public sealed class CarriedSettings
{
    private CarriedSettings(List<KeyValuePair<string, string>> variables, List<string> secrets)
    {
        Variables = variables;
        Secrets = secrets;
    }

    /// <summary>The variables, in the order of the documentation's table.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; }

    /// <summary>Names of the variables of this session that hold a secret, and so are left behind.</summary>
    public IReadOnlyList<string> Secrets { get; }

    /// <summary>Chooses them.</summary>
    /// <param name="settings">The settings of this session.</param>
    /// <param name="origins">From where: the command line alone for a child, which inherits the environment.</param>
    public static CarriedSettings Of(BackupSettings settings, params HubSettingOrigin[] origins)
    {
        List<KeyValuePair<string, string>> variables = [];
        List<string> secrets = [];
        if (settings.EnvFile is { } envFile)
        {
            variables.Add(new("ENV_FILE", envFile));
        }

        foreach (HubSetting setting in settings.All.Where(setting => origins.Contains(setting.Origin) && setting.Name != SettingTable.EnvFile.Name))
        {
            string variable = setting.Origin == HubSettingOrigin.Parameter
                ? SettingTable.Rows.Single(row => row.Name == setting.Name).Variables[0]
                : setting.Variable!;
            if (setting.Path is { } file)
            {
                variables.Add(new(variable, file));
            }
            else if (setting.IsSecret)
            {
                secrets.Add(variable);
            }
            else if (setting.Value is { Length: > 0 } value)
            {
                variables.Add(new(variable, value));
            }
        }

        return new CarriedSettings(variables, secrets);
    }
}
