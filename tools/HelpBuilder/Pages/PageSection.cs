namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>A heading of a page and what stands under it.</summary>
/// <param name="Title">Text of the heading.</param>
/// <param name="Line">Its line.</param>
/// <param name="Blocks">The text up to the next heading of any level.</param>
/// <param name="Entries">The headings one level below.</param>
internal sealed record PageSection(string Title, int Line, IReadOnlyList<PageBlock> Blocks, IReadOnlyList<PageSection> Entries)
{
    /// <summary>Whether there is no text, neither here nor below.</summary>
    public bool IsEmpty => Blocks.Count == 0 && Entries.Count == 0;
}
