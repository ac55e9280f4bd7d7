using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Providers.Postgres;

/// <summary>
/// Finds a password in a file of libpq's format (PostgreSQL's documentation, "The Password File"), as pg_dump does. Npgsql's own search
/// prefers the process's PGPASSWORD, which may be another user's.
/// </summary>
internal static class PasswordFile
{
    private const string DefaultSocketFolder = "/var/run/postgresql";

    /// <summary>The password of the first line that fits; null if there is none, or the file is not read.</summary>
    public static string? Find(string? path, string host, int port, string database, string user)
    {
        if (path is null || !IsPrivate(path))
        {
            return null;
        }

        // The default socket is known there as localhost.
        string[] wanted = [host == DefaultSocketFolder ? "localhost" : host, port.ToString(CultureInfo.InvariantCulture), database, user];
        try
        {
            return File.ReadLines(path).Where(line => !line.StartsWith('#')).Select(line => Match(line, wanted)).FirstOrDefault(password => password is not null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>libpq reads no file that others can read.</summary>
    private static bool IsPrivate(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == 0);
    }

    private static string? Match(string line, string[] wanted)
    {
        int at = 0;
        foreach (string value in wanted)
        {
            int begin = at;
            string field = Field(line, ref at);
            // A star that is written with a backslash is a star.
            bool isAny = field == "*" && line[begin] == '*';
            if (at > line.Length || (!isAny && field != value))
            {
                return null;
            }
        }

        return Field(line, ref at);
    }

    /// <summary>Reads up to the next colon; a backslash takes the character behind it as it is. Behind the line's end <paramref name="at"/> is greater than its length.</summary>
    private static string Field(string line, ref int at)
    {
        StringBuilder field = new();
        for (; at < line.Length && line[at] != ':'; at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length)
            {
                at++;
            }

            field.Append(line[at]);
        }

        at++;
        return field.ToString();
    }
}
