using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>Names and strings as the server understands what is written.</summary>
internal static class SqlDecoding
{
    /// <summary>Takes the doubling out of what stands between two quotes; where backslashes escape, of <c>\\</c> and <c>\'</c> the first too.</summary>
    public static string Unquote(string content, char quote, bool escaped)
    {
        var value = new StringBuilder(content.Length);
        for (int at = 0; at < content.Length; at++)
        {
            bool isFirstOfTwo = content[at] == quote || (escaped && content[at] == '\\');
            at += isFirstOfTwo && at + 1 < content.Length ? 1 : 0;
            value.Append(content[at]);
        }
        return value.ToString();
    }

    /// <summary>An unquoted identifier as the server folds it: ASCII letters become small.</summary>
    public static string Fold(string word) =>
        string.Create(word.Length, word, static (folded, written) =>
        {
            for (int at = 0; at < folded.Length; at++)
            {
                folded[at] = char.IsAsciiLetterUpper(written[at]) ? char.ToLowerInvariant(written[at]) : written[at];
            }
        });
}
