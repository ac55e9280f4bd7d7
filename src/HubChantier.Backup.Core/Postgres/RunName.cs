using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Postgres;

/// <summary>The application_name of a run's sessions: other roles see of a session only this, and a run's sessions are found by it.</summary>
public static class RunName
{
    /// <summary>PostgreSQL cuts the name at this length, in bytes, and writes '?' for what is not ASCII.</summary>
    private const int MaximumLength = 63;

    /// <summary>A new name: module, run, process, host.</summary>
    public static string New()
    {
        const int RunDigits = 16;
        StringBuilder name = new();
        name.Append(CultureInfo.InvariantCulture, $"hub-backup {Guid.NewGuid().ToString("N")[..RunDigits]} {Environment.ProcessId}@");
        foreach (char character in Environment.MachineName)
        {
            name.Append(char.IsAscii(character) && !char.IsControl(character) ? character : '_');
        }

        return name.Length <= MaximumLength ? name.ToString() : name.ToString(0, MaximumLength);
    }
}
