using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.Catalogue;

/// <summary>
/// The names of data files: <c>hub_chantier_backup_20260208_030000.sql.gz</c> and <c>pre_restore_safety_20260208_030000.sql.gz</c>,
/// in local time, with <c>.sql.zst</c> for Zstandard, and <c>.age</c> behind all for one that is encrypted. The old scripts used the same names with <c>.sql.gz</c>, so theirs are found too.
/// </summary>
public static partial class BackupName
{
    /// <summary>The end of each data file's name, by its compression.</summary>
    internal static readonly IReadOnlyDictionary<HubCompression, string> Extensions = new Dictionary<HubCompression, string>
    {
        [HubCompression.Gzip] = ".sql.gz",
        [HubCompression.Zstd] = ".sql.zst",
    };

    private const string StampFormat = "yyyyMMdd_HHmmss";
    private const string ForbiddenOnWindows = "<>:\"|?*";

    /// <summary>The ends that a data file's name may have.</summary>
    internal static IEnumerable<string> Ends => Extensions.Values.SelectMany(static extension => (string[])[extension, extension + HubBackup.EncryptedExtension]);

    /// <summary>The name of a backup begun at a time.</summary>
    public static string Compose(string database, HubBackupKind kind, DateTime localTime, HubCompression compression = HubCompression.Gzip, bool encrypted = false)
    {
        string stamp = localTime.ToString(StampFormat, CultureInfo.InvariantCulture);
        string extension = Extensions[compression] + (encrypted ? HubBackup.EncryptedExtension : "");
        return kind == HubBackupKind.Safety ? $"pre_restore_safety_{stamp}{extension}" : $"{Escape(database)}_backup_{stamp}{extension}";
    }

    /// <summary>Takes a name of a file apart; null if it is no backup's.</summary>
    public static BackupNameParts? Parse(string name)
    {
        Match match = Pattern().Match(name);
        if (!match.Success
            || !DateTime.TryParseExact(match.Groups["stamp"].Value, StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time))
        {
            return null;
        }

        string? database = match.Groups["database"].Success ? Uri.UnescapeDataString(match.Groups["database"].Value) : null;
        HubCompression compression = Extensions.Single(pair => match.Groups["compressed"].Value == pair.Value).Key;
        bool encrypted = match.Groups["encrypted"].Success;
        return new BackupNameParts(database, database is null ? HubBackupKind.Safety : HubBackupKind.Manual, time, compression, encrypted);
    }

    /// <summary>A database may be called anything; what a file may not be called, or a shell takes for an option, is written as %XX.</summary>
    internal static string Escape(string database)
    {
        StringBuilder escaped = new();
        foreach (char character in database)
        {
            bool leading = escaped.Length == 0 && character is '-' or '.' or '~';
            if (leading || character is '/' or '\\' or '%' || char.IsControl(character) || ForbiddenOnWindows.Contains(character, StringComparison.Ordinal))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"^(?:(?<database>.+)_backup|pre_restore_safety)_(?<stamp>\d{8}_\d{6})(?<compressed>\.sql\.(?:gz|zst))(?<encrypted>\.age)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
