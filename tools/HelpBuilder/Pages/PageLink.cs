namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>A link of a page.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Target">An address, or a file's name against the page's folder.</param>
/// <param name="Line">Its line.</param>
internal sealed record PageLink(string Text, string Target, int Line)
{
    /// <summary>Whether it leads out of the project.</summary>
    public bool IsAddress => Target.Contains("://", StringComparison.Ordinal);
}
