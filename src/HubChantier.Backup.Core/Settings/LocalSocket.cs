using System.Globalization;

namespace HubChantier.Backup.Settings;

/// <summary>Where a server on this machine listens if nobody says otherwise. libpq has one folder built in; packages differ, so we look.</summary>
internal static class LocalSocket
{
    // Debian's and Red Hat's packages, then PostgreSQL's own default.
    private static readonly string[] s_folders = ["/var/run/postgresql", "/tmp"];

    /// <summary>The folder with the server's socket, or localhost if there is none.</summary>
    public static string Folder(int port)
    {
        string socket = string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{port}");
        return Array.Find(s_folders, folder => File.Exists(Path.Combine(folder, socket))) ?? "localhost";
    }
}
