namespace HubChantier.Backup.Processes;

/// <summary>What is started, and how.</summary>
internal sealed class ChildProcessStart
{
    /// <summary>Absolute path of the program.</summary>
    public required string FileName { get; init; }

    /// <summary>Arguments; everybody on the machine can read them, so never a secret.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables of this child alone.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Whether PG* variables of this process are inherited; else none but those of <see cref="Environment"/>.</summary>
    public bool InheritsPgVariables { get; init; }

    /// <summary>Tells the lines on stderr that are no part of an error's text.</summary>
    public Func<string, bool> IsChatter { get; init; } = static _ => false;
}
