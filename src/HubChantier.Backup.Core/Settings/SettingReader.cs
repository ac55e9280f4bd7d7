using System.Globalization;

namespace HubChantier.Backup.Settings;

/// <summary>Looks one setting up after the other: parameter, then the variables in their order. An empty variable counts as not set, as for libpq.</summary>
internal sealed class SettingReader
{
    private const string FileSuffix = "_FILE";

    private readonly SettingSources _sources;

    public SettingReader(SettingSources sources) => _sources = sources;

    /// <summary>A text, or null where nobody gives one.</summary>
    public string? Text(string? parameter, params ReadOnlySpan<string> variables) => Find(parameter, variables)?.Value;

    /// <summary>An absolute path: a relative one is meant against the current location.</summary>
    public string? Folder(string? parameter, params ReadOnlySpan<string> variables)
        => Text(parameter, variables) is { } path ? Path.GetFullPath(path, _sources.CurrentFolder) : null;

    /// <summary>A port.</summary>
    public int Port(string parameter, int defaultValue, params ReadOnlySpan<string> variables)
    {
        if (Find(parameter, variables) is not { } found)
        {
            return defaultValue;
        }

        return int.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535
            ? port
            : throw Invalid(found, "1-65535");
    }

    /// <summary>One of a few words.</summary>
    public string? OneOf(string parameter, string[] words, params ReadOnlySpan<string> variables)
    {
        if (Find(parameter, variables) is not { } found)
        {
            return null;
        }

        return words.Contains(found.Value, StringComparer.Ordinal) ? found.Value : throw Invalid(found, string.Join(", ", words));
    }

    private (string Name, string Value)? Find(string? parameter, ReadOnlySpan<string> variables)
    {
        if (parameter is not null && _sources.Parameters.TryGetValue(parameter, out object? given)
            && Convert.ToString(given, CultureInfo.InvariantCulture) is { Length: > 0 } text)
        {
            return ("-" + parameter, text);
        }

        foreach (string variable in variables)
        {
            string? value = _sources.Environment.GetValueOrDefault(variable);
            string? file = _sources.Environment.GetValueOrDefault(variable + FileSuffix);
            if (!string.IsNullOrEmpty(value))
            {
                return (variable, value);
            }

            if (!string.IsNullOrEmpty(file))
            {
                return (variable + FileSuffix, ReadFile(variable + FileSuffix, file));
            }
        }

        return null;
    }

    /// <summary>The content of a secret's file, without the line end that editors put there.</summary>
    private string ReadFile(string variable, string path)
    {
        try
        {
            return File.ReadAllText(Path.GetFullPath(path, _sources.CurrentFolder)).TrimEnd('\n', '\r');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(
                BackupFailure.SettingInvalid,
                string.Format(CultureInfo.CurrentCulture, Strings.SettingFileUnreadable, variable, path, exception.Message),
                exception,
                variable);
        }
    }

    private static BackupException Invalid((string Name, string Value) found, string allowed) => new(
        BackupFailure.SettingInvalid,
        string.Format(CultureInfo.CurrentCulture, Strings.SettingInvalid, found.Name, found.Value, allowed),
        subject: found.Name);
}
