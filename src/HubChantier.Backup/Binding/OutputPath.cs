using System.Globalization;
using System.Management.Automation;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>Finds a file that is to be written, against PowerShell's current location and drives; the core takes absolute paths only.</summary>
internal static class OutputPath
{
    /// <summary>The absolute path.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.FolderNotWritable"/>: the path is not of the file system, or its drive is not there.</exception>
    public static string Resolve(PSCmdlet command, string path)
    {
        try
        {
            string resolved = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out PSDriveInfo _);
            return provider.Name == "FileSystem"
                ? resolved
                : throw new BackupException(BackupFailure.FolderNotWritable, string.Format(CultureInfo.CurrentCulture, Strings.NoFilePath, path), subject: path);
        }
        catch (SessionStateException exception)
        {
            throw new BackupException(BackupFailure.FolderNotWritable, exception.Message, exception, path);
        }
    }
}
