namespace HubChantier.Backup.Settings;

/// <summary>A setting as it was found, not yet checked. A class, not a record: a record would print its value, which may be a secret.</summary>
internal sealed class FoundSetting
{
    public required SettingRow Row { get; init; }

    public required HubSettingOrigin Origin { get; init; }

    /// <summary>The variable, with <c>_FILE</c> if it was that, or the parameter with its dash.</summary>
    public required string Variable { get; init; }

    /// <summary>The text; of a list its items in a row.</summary>
    public required string Value { get; init; }

    /// <summary>The items of a list that the command line gives; else null.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Absolute folder that relative paths are meant against.</summary>
    public required string Folder { get; init; }

    /// <summary>The file that a <c>_FILE</c> variable names.</summary>
    public string? Path { get; init; }

    /// <summary>The env file, if the variable stands there.</summary>
    public string? EnvFile { get; init; }

    /// <summary>Line in the env file.</summary>
    public int? Line { get; init; }
}
