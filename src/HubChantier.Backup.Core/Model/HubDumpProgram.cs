namespace HubChantier.Backup;

/// <summary>The program that wrote a dump.</summary>
public sealed class HubDumpProgram
{
    /// <summary>Version of pg_dump, such as <c>16.10</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The options that shape the text, such as <c>--no-owner</c>; never a connection's.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"pg_dump {Version}";
}
