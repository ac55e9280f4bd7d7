namespace HubChantier.Backup.Settings;

/// <summary>Makes the paths that settings give absolute.</summary>
internal static class SettingPaths
{
    /// <summary>An absolute path, without a separator at its end; null if the text can be none.</summary>
    /// <param name="text">As given; <c>~</c> and <c>~/…</c> mean the home folder, for no shell replaces them in an env file.</param>
    /// <param name="folder">What a relative one is meant against.</param>
    /// <param name="home">The home folder, or empty.</param>
    public static string? Absolute(string text, string folder, string home)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl))
        {
            return null;
        }

        if (text[0] == '~' && (text.Length == 1 || text[1] == '/' || text[1] == Path.DirectorySeparatorChar))
        {
            if (home.Length == 0)
            {
                return null;
            }

            text = Path.Join(home, text.AsSpan(1));
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folder));
    }
}
