using System.Globalization;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>A Markdown file as an outline: its title, and its sections with their text.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Culture">Its language.</param>
/// <param name="Title">Text of the first-level heading; empty if there is none.</param>
/// <param name="Sections">The second-level headings.</param>
/// <param name="Links">All links, in order.</param>
internal sealed record MarkdownPage(
    string File, CultureInfo Culture, string Title, IReadOnlyList<PageSection> Sections, IReadOnlyList<PageLink> Links)
{
    /// <summary>Name of the file, without folder and extension.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>The section of a title; null if there is none.</summary>
    public PageSection? Section(string title) => Sections.FirstOrDefault(section => section.Title == title);
}
