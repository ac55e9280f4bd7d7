using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Postgres;

/// <summary>The command lines of the programs that dump, whatever the way to them. None holds a secret.</summary>
internal static class DumpArguments
{
    /// <summary>pg_dump's.</summary>
    public static IReadOnlyList<string> Of(DumpRequest request)
        => [.. request.Options, "--no-password", .. request.Snapshot is null ? (string[])[] : ["--snapshot=" + request.Snapshot]];

    /// <summary>pg_dumpall's.</summary>
    public static IReadOnlyList<string> Of(GlobalsRequest request)
    {
        // pg_dumpall asks no variable for the database to begin in, and takes a name with '=' in it for a connection string: here it is one.
        string name = request.Database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return ["--globals-only", "--no-password", $"--database=dbname='{name}'", .. request.WithPasswords ? (string[])[] : ["--no-role-passwords"]];
    }
}
