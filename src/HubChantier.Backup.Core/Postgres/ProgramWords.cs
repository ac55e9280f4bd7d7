namespace HubChantier.Backup.Postgres;

/// <summary>Tells what a client program says about an error from what it says about its work.</summary>
internal static class ProgramWords
{
    private static readonly string[] s_kinds = ["error:", "fatal:", "detail:", "hint:", "warning:"];

    /// <summary>Whether a line is a report of progress, such as <c>pg_dump: reading extensions</c> under --verbose.</summary>
    public static bool IsChatter(string line)
        => line.StartsWith("pg_dump: ", StringComparison.Ordinal)
            && !s_kinds.Any(kind => line.AsSpan("pg_dump: ".Length).StartsWith(kind, StringComparison.Ordinal));
}
