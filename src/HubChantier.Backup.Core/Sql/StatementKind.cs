namespace HubChantier.Backup.Sql;

/// <summary>Recognises the statements of a dump that matter to its reader.</summary>
internal static class StatementKind
{
    /// <summary>Whether COPY data follow: <c>COPY … FROM stdin;</c>, with options or without.</summary>
    public static bool IsCopyFromStdin(ReadOnlySpan<byte> text)
    {
        if (!StartsWithWord(text, "copy"u8))
        {
            return false;
        }

        // Behind the table and its columns, whose names may hold these words in quotes.
        ReadOnlySpan<byte> rest = CopyHeader.AfterTable(text);
        return StartsWithWord(rest, "from"u8) && StartsWithWord(rest[4..].TrimStart(" \t\r\n"u8), "stdin"u8);
    }

    /// <summary>Whether the statement begins with a keyword, in whatever case.</summary>
    public static bool StartsWithWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCaseWord)
        => text.Length > lowerCaseWord.Length
            && System.Text.Ascii.EqualsIgnoreCase(text[..lowerCaseWord.Length], lowerCaseWord)
            && !StatementWords.IsWordByte(text[lowerCaseWord.Length]);

    /// <summary>What <c>SET standard_conforming_strings</c> sets; null for other statements.</summary>
    public static bool? SetsStandardStrings(ReadOnlySpan<byte> text)
        => text.SequenceEqual("SET standard_conforming_strings = off;"u8) ? false
            : text.SequenceEqual("SET standard_conforming_strings = on;"u8) ? true
            : null;
}
