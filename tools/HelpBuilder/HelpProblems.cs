namespace HubChantier.Backup.HelpBuilder;

/// <summary>Gathers all that is wrong: whoever writes pages wants the whole list, not the first line of it.</summary>
internal sealed class HelpProblems
{
    private readonly List<HelpProblem> _all = [];

    /// <summary>All so far, in the order they were found.</summary>
    public IReadOnlyList<HelpProblem> All => _all;

    /// <summary>Adds one.</summary>
    public void Add(string file, int line, string message) => _all.Add(new HelpProblem(file, line, message));
}
