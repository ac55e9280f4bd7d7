using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.Settings;

/// <summary>How the values of settings are shown: no secret, no control character that could forge a line of a log, not without end.</summary>
internal static partial class SettingText
{
    /// <summary>What is shown instead of a secret.</summary>
    public const string Mask = "********";

    private const int MaximumLength = 100;

    private static readonly string[] s_secretWords = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "KEY", "CREDENTIAL"];

    /// <summary>A value for a message; masked where it may hold a password.</summary>
    public static string Show(string value) => MayHoldPassword(value) ? Mask : Clean(value);

    /// <summary>Whether a text looks like a connection string with a password, or a private key, which people paste in the wrong place.</summary>
    public static bool MayHoldPassword(string value)
    {
        int scheme = value.IndexOf("://", StringComparison.Ordinal);
        return (scheme >= 0 && value.IndexOf('@', scheme) >= 0) || PasswordWord().IsMatch(value);
    }

    /// <summary>Text without control characters and of bounded length.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new();
        foreach (char character in text.AsSpan(0, Math.Min(text.Length, MaximumLength)))
        {
            if (char.IsControl(character) || character is '\u2028' or '\u2029')
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                clean.Append(character);
            }
        }

        return text.Length > MaximumLength ? clean.Append('…').ToString() : clean.ToString();
    }

    /// <summary>Whether a variable's name says that its value is a secret.</summary>
    public static bool IsSecretName(string variable)
        => Array.Exists(s_secretWords, word => variable.Contains(word, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"(password|passwd|pwd)\s*=|AGE-SECRET-KEY-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PasswordWord();
}
