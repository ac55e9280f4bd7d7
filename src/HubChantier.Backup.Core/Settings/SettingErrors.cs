using System.Globalization;

namespace HubChantier.Backup.Settings;

/// <summary>The errors of settings: which variable, where it was read, its value unless it is a secret, what is allowed.</summary>
internal static class SettingErrors
{
    /// <summary>A value is not allowed.</summary>
    /// <param name="found">The setting.</param>
    /// <param name="allowed">What is allowed, in words.</param>
    public static BackupException Invalid(FoundSetting found, string allowed) => Error(
        found.Variable,
        found.Row.IsSecret
            ? Format(Strings.SettingSecretInvalid, Where(found), allowed)
            : Format(Strings.SettingInvalid, Where(found), SettingText.Show(found.Value), allowed));

    /// <summary>Two settings that cannot both be meant.</summary>
    public static BackupException Contradiction(FoundSetting found, FoundSetting other, string why)
        => Error(found.Variable, Format(Strings.SettingsContradict, Where(found), SettingText.Show(found.Value), Where(other), SettingText.Show(other.Value), why));

    /// <summary>One setting is there and the one that belongs to it is nowhere.</summary>
    public static BackupException Alone(FoundSetting found, SettingRow missing)
        => Error(found.Variable, Format(Strings.SettingAlone, Where(found), string.Join(", ", missing.Variables)));

    /// <summary>A variable and its _FILE are both set.</summary>
    public static BackupException Both(string variable, string fileVariable, string place)
        => Error(variable, Format(Strings.SettingGivenTwice, variable, fileVariable, place));

    /// <summary>A file that a setting names cannot be read.</summary>
    public static BackupException Unreadable(string where, string variable, string path, string why, Exception? inner)
        => new(BackupFailure.SettingInvalid, Format(Strings.SettingFileUnreadable, where, SettingText.Clean(path), why), inner, variable);

    /// <summary>Where a setting was read, in words.</summary>
    public static string Where(FoundSetting found)
    {
        string variable = found.Origin == HubSettingOrigin.Parameter ? found.Variable : Where(found.Variable, found.EnvFile, found.Line);
        return found.Path is null ? variable : Format(Strings.SettingFromFile, variable, found.Path);
    }

    /// <summary>Where a variable was read, in words.</summary>
    public static string Where(string variable, string? envFile, int? line) => envFile is null
        ? Format(Strings.SettingFromEnvironment, variable)
        : Format(Strings.SettingFromEnvFile, variable, envFile, line);

    private static BackupException Error(string variable, string sentence) => new(BackupFailure.SettingInvalid, sentence, subject: variable);

    private static string Format(string format, params ReadOnlySpan<object?> arguments) => string.Format(CultureInfo.CurrentCulture, format, arguments);
}
