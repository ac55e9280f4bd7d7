using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>Finds the backups that a person names, against PowerShell's current location and drives; the core takes absolute paths only.</summary>
internal static class BackupPaths
{
    /// <summary>One path as it is, without wildcards.</summary>
    /// <exception cref="BackupException">There is no such backup.</exception>
    public static HubBackup OpenLiteral(PSCmdlet command, string path) => BackupFolder.Open(Find(path, () =>
    {
        string found = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out PSDriveInfo _);
        return IsFileSystem(provider) ? found : throw NothingMatches(path);
    }));

    /// <summary>The paths that a wildcard matches; manifests and partial files among them are passed over.</summary>
    /// <exception cref="BackupException">Nothing matches, or what matches is no backup.</exception>
    public static IEnumerable<string> Expand(PSCmdlet command, string pattern)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern))
        {
            return [pattern];
        }

        string[] matches = Find(pattern, () =>
        {
            IEnumerable<string> found = command.SessionState.Path.GetResolvedProviderPathFromPSPath(pattern, out ProviderInfo provider);
            return IsFileSystem(provider) ? [.. found.Where(path => BackupName.Parse(Path.GetFileName(path)) is not null)] : (string[])[];
        });
        return matches.Length > 0 ? matches : throw NothingMatches(pattern);
    }

    /// <summary>A drive or a folder that is not there concerns one path of several: it must not end the cmdlet.</summary>
    private static T Find<T>(string path, Func<T> find)
    {
        try
        {
            return find();
        }
        catch (SessionStateException exception)
        {
            throw new BackupException(BackupFailure.BackupNotFound, exception.Message, exception, path);
        }
    }

    /// <summary>Env:X would else be taken for a file X in the process's folder.</summary>
    private static bool IsFileSystem(ProviderInfo provider) => provider.Name == "FileSystem";

    private static BackupException NothingMatches(string path)
        => new(BackupFailure.BackupNotFound, string.Format(CultureInfo.CurrentCulture, Strings.NothingMatches, path), subject: path);
}
