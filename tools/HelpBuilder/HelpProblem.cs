using System.Globalization;

namespace HubChantier.Backup.HelpBuilder;

/// <summary>Something wrong with the pages. Its text has the shape that MSBuild takes for an error of the build.</summary>
/// <param name="File">The file it is in.</param>
/// <param name="Line">The line, counted from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong, with the names in it.</param>
internal sealed record HelpProblem(string File, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{File}{(Line > 0 ? $"({Line})" : "")}: error HELP001: {Message}");
}
