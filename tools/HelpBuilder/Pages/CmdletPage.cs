using System.Globalization;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>What people wrote about a cmdlet, in one language.</summary>
internal sealed record CmdletPage
{
    /// <summary>Path of the file.</summary>
    public required string File { get; init; }

    /// <summary>Language.</summary>
    public required CultureInfo Culture { get; init; }

    /// <summary>The cmdlet's name, as the title has it.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in one sentence.</summary>
    public required string Synopsis { get; init; }

    /// <summary>What it does, at length.</summary>
    public required IReadOnlyList<PageBlock> Description { get; init; }

    /// <summary>Examples, in order.</summary>
    public required IReadOnlyList<PageExample> Examples { get; init; }

    /// <summary>The parameters described here; the title is the name, without the hyphen.</summary>
    public required IReadOnlyList<PageSection> Parameters { get; init; }

    /// <summary>What the pipeline brings; the title is the type's full name, or None.</summary>
    public required IReadOnlyList<PageSection> Inputs { get; init; }

    /// <summary>What the cmdlet gives; the title is the type's full name, or None.</summary>
    public required IReadOnlyList<PageSection> Outputs { get; init; }

    /// <summary>What else there is to know.</summary>
    public required IReadOnlyList<PageBlock> Notes { get; init; }

    /// <summary>The links under RELATED LINKS.</summary>
    public required IReadOnlyList<PageLink> Links { get; init; }
}
