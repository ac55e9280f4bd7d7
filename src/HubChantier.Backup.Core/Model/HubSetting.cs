namespace HubChantier.Backup;

/// <summary>One setting as this call sees it: its value, as it may be shown, and where that was read.</summary>
public sealed class HubSetting
{
    /// <summary>Name of the setting; most are also parameters of that name.</summary>
    public required string Name { get; init; }

    /// <summary>The value in effect; paths are absolute, a secret is <c>********</c>; null where there is none.</summary>
    public string? Value { get; init; }

    /// <summary>Where the value comes from.</summary>
    public required HubSettingOrigin Origin { get; init; }

    /// <summary>The variable that gave it, such as <c>PGPORT</c> or <c>POSTGRES_PASSWORD_FILE</c>, or the parameter, such as <c>-Port</c>; null for a default.</summary>
    public string? Variable { get; init; }

    /// <summary>For a variable whose name ends in <c>_FILE</c>: absolute path of the file whose content is the value; else null.</summary>
    public string? Path { get; init; }

    /// <summary>Line of the env file where the variable stands, counted from 1; null where it was not read there.</summary>
    public int? Line { get; init; }

    /// <summary>Whether the value is a secret, and so not shown.</summary>
    public required bool IsSecret { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Value is null ? Name : $"{Name} = {Value}";
}
