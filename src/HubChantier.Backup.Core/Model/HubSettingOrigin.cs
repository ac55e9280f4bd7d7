namespace HubChantier.Backup;

/// <summary>Where a setting's value comes from, the strongest first.</summary>
public enum HubSettingOrigin
{
    /// <summary>The command line.</summary>
    Parameter,

    /// <summary>A variable of the process's environment.</summary>
    Environment,

    /// <summary>A variable of the env file.</summary>
    EnvFile,

    /// <summary>Nobody gave it: what the module takes then, or nothing.</summary>
    Default,
}
