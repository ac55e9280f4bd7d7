using System.Globalization;

namespace HubChantier.Backup.Settings;

/// <summary>
/// The server on this machine, where nobody names one. libpq has one folder built in, and packages differ, so we look: the
/// first of the known folders that holds the port's socket; else Debian's and Red Hat's folder, if it is there, so that
/// an error names the socket; else localhost, as always on Windows.
/// </summary>
internal static class LocalSocket
{
    // Debian's and Red Hat's packages, then PostgreSQL's own default.
    private static readonly string[] s_folders = ["/var/run/postgresql", "/tmp"];

    /// <summary>A socket folder, or localhost.</summary>
    public static string Host(SettingSources sources, int port)
    {
        const string Loopback = "localhost";
        if (sources.IsWindows)
        {
            return Loopback;
        }

        string socket = string.Create(CultureInfo.InvariantCulture, $"/.s.PGSQL.{port}");
        return Array.Find(s_folders, folder => sources.Files.FileExists(folder + socket))
            ?? (sources.Files.FolderExists(s_folders[0]) ? s_folders[0] : Loopback);
    }
}
