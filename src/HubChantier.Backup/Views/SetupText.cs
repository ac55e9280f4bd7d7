using System.Text;

namespace HubChantier.Backup.Commands.Views;

/// <summary>A check of the set-up as a person reads it: its mark, and under what is not as it should be, what to paste.</summary>
public static class SetupText
{
    private const int MarkIndent = 2;
    private const int Indent = 6;
    private const int LeastWidth = 40;

    /// <summary>A check in full. PowerShell would break lines within words in some languages, and SQL with a broken name cannot be pasted.</summary>
    /// <param name="check">The check.</param>
    /// <param name="width">Columns of the screen; of a host that has none 0.</param>
    public static string Of(HubSetupCheck check, int width)
    {
        StringBuilder text = new();
        int room = width < LeastWidth ? int.MaxValue : width - 1;
        Append(text, MarkIndent, $"{Mark(check.Status)} {check.Name}: {check.Message}", room);
        foreach (string line in check.Recommendation?.Split('\n') ?? [])
        {
            text.AppendLine();
            Append(text, Indent, line.TrimEnd(), room);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, int indent, string line, int room)
    {
        string[] words = line.Split(' ');
        // A comment that goes on in the next line must go on as one.
        string again = words[0] is "#" or "--" ? words[0] + " " : "";
        text.Append(' ', indent).Append(words[0]);
        int column = indent + words[0].Length;
        foreach (string word in words.AsSpan(1))
        {
            bool fits = column + 1 + word.Length <= room;
            text = fits ? text.Append(' ') : text.AppendLine().Append(' ', Indent).Append(again);
            text.Append(word);
            column = (fits ? column + 1 : Indent + again.Length) + word.Length;
        }
    }

    private static char Mark(HubSetupStatus status) => status switch
    {
        HubSetupStatus.Passed => '✓',
        HubSetupStatus.Warning => '!',
        HubSetupStatus.Failed => '✗',
        _ => '-',
    };
}
