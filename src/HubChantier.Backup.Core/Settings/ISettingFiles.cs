namespace HubChantier.Backup.Settings;

/// <summary>What resolving the settings reads of the disk, so that it can be done without one.</summary>
public interface ISettingFiles
{
    /// <summary>The text of a small file, UTF-8 unless a byte order mark says otherwise.</summary>
    /// <param name="path">Absolute path.</param>
    /// <exception cref="IOException">It is not there, cannot be read, or is not text.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    string ReadText(string path);

    /// <summary>Whether a file, or a server's socket, is there.</summary>
    bool FileExists(string path);

    /// <summary>Whether a folder is there.</summary>
    bool FolderExists(string path);
}
