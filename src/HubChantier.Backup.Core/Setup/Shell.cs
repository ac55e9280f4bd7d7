using System.Text.RegularExpressions;

namespace HubChantier.Backup.Setup;

/// <summary>Pieces of the commands that are recommended: they mean the same to PowerShell and to a POSIX shell.</summary>
internal static partial class Shell
{
    /// <summary>What has to stand before a command that only the administrator may give.</summary>
    public static string Sudo => OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess ? "" : "sudo ";

    /// <summary>A word as it is, if no shell could read it otherwise, else in quotes (one within it doubled, as PowerShell has it).</summary>
    public static string Quote(string word) => Plain().IsMatch(word) ? word : "'" + word.Replace("'", "''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"^[\w./:+=-]+$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Plain();
}
