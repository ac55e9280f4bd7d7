namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>An example of a cmdlet's page.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Introduction">Text before the code.</param>
/// <param name="Code">The first fenced block.</param>
/// <param name="Remarks">What follows it.</param>
internal sealed record PageExample(
    int Number, string Title, IReadOnlyList<PageBlock> Introduction, PageBlock.Code Code, IReadOnlyList<PageBlock> Remarks);
