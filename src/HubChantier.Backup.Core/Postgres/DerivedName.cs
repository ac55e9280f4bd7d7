using System.Text;

namespace HubChantier.Backup.Postgres;

/// <summary>Names of databases that are made from another's.</summary>
public static class DerivedName
{
    /// <summary>The longest name that PostgreSQL keeps, in bytes (NAMEDATALEN - 1); a longer one is cut in silence, and would name another database.</summary>
    public const int MaximumBytes = 63;

    /// <summary>A name with a suffix, the name shortened so that both fit.</summary>
    /// <param name="name">The database's name.</param>
    /// <param name="suffix">ASCII, such as <c>_restore_20260208_030000</c>.</param>
    public static string Compose(string name, string suffix)
    {
        StringBuilder shortened = new();
        int room = MaximumBytes - suffix.Length;
        foreach (Rune rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            shortened.Append(rune.ToString());
        }

        return shortened.Append(suffix).ToString();
    }

    /// <summary>Whether a name can be a database's, whole.</summary>
    public static bool IsValid(string name)
        => name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MaximumBytes && !name.Any(char.IsControl);
}
