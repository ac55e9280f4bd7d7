namespace HubChantier.Backup;

/// <summary>Something that a database should have got, and that the role was not allowed or not able to give it.</summary>
public sealed class HubIdentityProblem
{
    /// <summary>Which part it is of.</summary>
    public required HubIdentityPart Part { get; init; }

    /// <summary>The role or the setting that it concerns; empty for the comment and the limit.</summary>
    public required string Name { get; init; }

    /// <summary>What the server said.</summary>
    public required string Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name.Length == 0 ? $"{Part}: {Message}" : $"{Part} {Name}: {Message}";
}
