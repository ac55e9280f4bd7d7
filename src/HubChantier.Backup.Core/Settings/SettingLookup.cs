using System.Collections;
using System.Globalization;

namespace HubChantier.Backup.Settings;

/// <summary>
/// Finds settings: parameter, then the process's environment, then the env file; within a place in the order of the
/// variables' names. An empty variable counts as not set, as for libpq and as Compose's <c>${NAME:-default}</c> has it. For any
/// variable X, X_FILE may give the path of a file whose content, without the line ends at its end, is the value (Docker
/// secrets, and as PostgreSQL's image reads them); X and X_FILE together in one place are an error, and so is a file that is missing or empty.
/// </summary>
internal sealed class SettingLookup
{
    private const string FileSuffix = "_FILE";

    private readonly SettingSources _sources;
    private readonly EnvFile? _envFile;

    public SettingLookup(SettingSources sources, EnvFile? envFile)
    {
        _sources = sources;
        _envFile = envFile;
    }

    /// <summary>The setting, or null where nobody gives it.</summary>
    public FoundSetting? Find(SettingRow row)
        => Find(row, HubSettingOrigin.Parameter) ?? Find(row, HubSettingOrigin.Environment) ?? Find(row, HubSettingOrigin.EnvFile);

    /// <summary>The setting as one place gives it, or null.</summary>
    public FoundSetting? Find(SettingRow row, HubSettingOrigin place) => place switch
    {
        HubSettingOrigin.Default => null,
        _ when _sources.PassedOver.Contains(row) => null,
        HubSettingOrigin.Parameter => FindParameter(row),
        _ => FindVariable(row, inEnvFile: place == HubSettingOrigin.EnvFile),
    };

    /// <summary>Whether the command line gives a parameter, and not as false.</summary>
    public bool HasParameter(string name) => _sources.Parameters.TryGetValue(name, out object? value) && value is not (null or false);

    private FoundSetting? FindParameter(SettingRow row)
    {
        if (row.Parameter is null || !_sources.Parameters.TryGetValue(row.Parameter, out object? given) || given is null)
        {
            return null;
        }

        string[]? items = given is IEnumerable list and not string ? [.. list.Cast<object?>().Select(Text)] : null;
        string value = items is null ? Text(given) : string.Join(", ", items);
        FoundSetting found = new()
        {
            Row = row,
            Origin = HubSettingOrigin.Parameter,
            Variable = "-" + row.Parameter,
            Value = value,
            Items = items,
            Folder = _sources.CurrentFolder,
        };
        if (value.Length == 0)
        {
            // A credential may have no password. Anything else that is empty is not taken for "not given": a script whose
            // variable is empty means another database than the default.
            return row.IsSecret ? null : throw SettingErrors.Invalid(found, Strings.AllowedNotEmpty);
        }

        return found;
    }

    private FoundSetting? FindVariable(SettingRow row, bool inEnvFile)
    {
        foreach (string variable in row.Variables)
        {
            string? value = Read(variable, inEnvFile);
            string? file = Read(variable + FileSuffix, inEnvFile);
            if (value is not null && file is not null)
            {
                throw SettingErrors.Both(variable, variable + FileSuffix, inEnvFile ? _envFile!.Path : Strings.PlaceEnvironment);
            }

            if (value is not null || file is not null)
            {
                return Found(row, value is not null ? variable : variable + FileSuffix, value, file, inEnvFile);
            }
        }

        return null;
    }

    /// <summary>A variable's value in one place, or null if it is not set or empty.</summary>
    public string? Read(string variable, bool inEnvFile)
    {
        string? value = inEnvFile ? _envFile?.Variables.GetValueOrDefault(variable)?.Value : _sources.Environment.GetValueOrDefault(variable);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private FoundSetting Found(SettingRow row, string variable, string? value, string? file, bool inEnvFile)
    {
        string? envFile = inEnvFile ? _envFile!.Path : null;
        int? line = inEnvFile ? _envFile!.Variables[variable].Line : null;
        string folder = inEnvFile ? Path.GetDirectoryName(envFile)! : _sources.CurrentFolder;
        string where = SettingErrors.Where(variable, envFile, line);
        string? path = file is null ? null : SettingPaths.Absolute(file, folder, _sources.HomeFolder)
            ?? throw SettingErrors.Unreadable(where, variable, file, Strings.AllowedPath, inner: null);
        return new FoundSetting
        {
            Row = row,
            Origin = inEnvFile ? HubSettingOrigin.EnvFile : HubSettingOrigin.Environment,
            Variable = variable,
            Value = value ?? ReadFile(where, variable, path!),
            Folder = folder,
            Path = path,
            EnvFile = envFile,
            Line = line,
        };
    }

    private string ReadFile(string where, string variable, string path)
    {
        try
        {
            string content = _sources.Files.ReadText(path).TrimEnd('\r', '\n');
            return content.Length > 0 ? content : throw SettingErrors.Unreadable(where, variable, path, Strings.SettingFileEmpty, inner: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SettingErrors.Unreadable(where, variable, path, exception.Message, exception);
        }
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
