using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Postgres;

/// <summary>The client programs of one folder.</summary>
public sealed class ClientProgramSet
{
    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Path of pg_dump.</summary>
    public required string Dump { get; init; }

    /// <summary>Path of pg_dumpall, which is in every package that has pg_dump.</summary>
    public required string DumpAll { get; init; }

    /// <summary>Path of psql.</summary>
    public required string Psql { get; init; }

    /// <summary>Version of pg_dump.</summary>
    public required PostgresVersion Version { get; init; }

    /// <summary>Version of psql.</summary>
    public required PostgresVersion PsqlVersion { get; init; }
}
