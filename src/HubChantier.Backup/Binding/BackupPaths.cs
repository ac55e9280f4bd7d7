using System.Management.Automation;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>Finds the backups that a person names, against PowerShell's current location and drives; the core takes absolute paths only.</summary>
internal static class BackupPaths
{
    /// <summary>One path as it is, without wildcards.</summary>
    /// <exception cref="BackupException">There is no such backup.</exception>
    public static HubBackup OpenLiteral(PSCmdlet command, string path)
        => BackupFolder.Open(command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));

    /// <summary>The paths that a wildcard matches; manifests and partial files among them are passed over.</summary>
    /// <exception cref="BackupException">Nothing matches, or what matches is no backup.</exception>
    public static IEnumerable<string> Expand(PSCmdlet command, string pattern)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern))
        {
            return [pattern];
        }

        string[] matches = [.. command.SessionState.Path
            .GetResolvedProviderPathFromPSPath(pattern, out ProviderInfo _)
            .Where(path => BackupName.Parse(Path.GetFileName(path)) is not null)];
        return matches.Length > 0
            ? matches
            : throw new BackupException(
                BackupFailure.BackupNotFound,
                string.Format(System.Globalization.CultureInfo.CurrentCulture, Strings.NothingMatches, pattern),
                subject: pattern);
    }
}
