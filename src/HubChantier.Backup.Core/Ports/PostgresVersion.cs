using System.Globalization;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.Ports;

/// <summary>The version of a program or a server, such as 16.10: since PostgreSQL 10 a major and a minor number.</summary>
/// <param name="Major">16 of 16.10.</param>
/// <param name="Minor">10 of 16.10; 0 of a development version.</param>
public readonly partial record struct PostgresVersion(int Major, int Minor)
{
    /// <summary>Reads <c>16.10</c>, <c>pg_dump (PostgreSQL) 16.10 (Debian 16.10-1)</c> or <c>18beta1</c>; null if there is no version in the text.</summary>
    public static PostgresVersion? Parse(string text)
    {
        Match match = Pattern().Match(text);
        return match.Success
            ? new PostgresVersion(Number(match.Groups["major"].Value), Number(match.Groups["minor"].Value))
            : null;

        static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>From <c>server_version_num</c>: 160010 is 16.10.</summary>
    public static PostgresVersion FromNumber(int number) => new(number / 10000, number % 10000);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    [GeneratedRegex(@"(?<![\d.])(?<major>\d{1,3})(?:\.(?<minor>\d{1,4})|(?:devel|beta\d+|rc\d+))?(?![\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
