namespace HubChantier.Backup.HelpBuilder.Topics;

/// <summary>Breaks text into lines of a terminal.</summary>
internal static class TextWrap
{
    /// <summary>Breaks a text at its plain spaces; a word longer than a line stays whole.</summary>
    /// <param name="text">The text; its own line ends are kept.</param>
    /// <param name="width">Columns of a line, indent included.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="rest">What the others begin with.</param>
    public static IEnumerable<string> Wrap(string text, int width, string first, string rest)
    {
        string indent = first;
        foreach (string part in text.Split('\n'))
        {
            string line = indent;
            bool empty = true;
            foreach (string word in part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!empty && line.Length + 1 + word.Length > width)
                {
                    yield return line;
                    line = rest;
                    empty = true;
                }

                line += empty ? word : " " + word;
                empty = false;
            }

            yield return line;
            indent = rest;
        }
    }
}
