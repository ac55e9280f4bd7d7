namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>A piece of a page's text, without Markdown.</summary>
internal abstract record PageBlock
{
    private PageBlock()
    {
    }

    /// <summary>A paragraph; a line end in it is one that the writer asked for.</summary>
    internal sealed record Paragraph(string Text) : PageBlock;

    /// <summary>A list, its items a paragraph each.</summary>
    internal sealed record Items(bool Numbered, IReadOnlyList<string> Texts) : PageBlock
    {
        /// <summary>What stands before an item.</summary>
        public string Mark(int index) => Numbered ? $"{index + 1}. " : "- ";
    }

    /// <summary>A fenced block, line by line as it is.</summary>
    internal sealed record Code(IReadOnlyList<string> Lines) : PageBlock;

    /// <summary>A table; each row has as many cells as there are headers.</summary>
    internal sealed record Table(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows) : PageBlock;
}
