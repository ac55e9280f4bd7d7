namespace HubChantier.Backup.Loading;

/// <summary>One entry of a dump's table of contents, as <c>pg_dump --verbose</c> marks it in the plain text.</summary>
internal sealed class LoadEntry
{
    /// <summary>What it is, in pg_dump's words: <c>TABLE</c>, <c>TABLE DATA</c>, <c>FK CONSTRAINT</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>The tables that it makes, fills or locks, by the keys of <see cref="StatementTables"/>.</summary>
    public List<string> Tables { get; } = [];

    /// <summary>From its own comment up to the next entry's.</summary>
    public TextRange Range { get; set; }

    /// <summary>The settings in force at its place that the preamble does not make, as pg_dump wrote them: they hold until the next one.</summary>
    public required byte[] Settings { get; init; }
}
