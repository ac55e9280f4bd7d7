namespace HubChantier.Backup.Ports;

/// <summary>Starts pg_dump.</summary>
public interface IDumpSource
{
    /// <summary>Version of the pg_dump that will run, such as <c>16.10</c>.</summary>
    PostgresVersion Version { get; }

    /// <summary>Starts a dump and returns at once; the text comes from <see cref="IRunningDump.Output"/>.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>.</exception>
    IRunningDump Start(DumpRequest request);

    /// <summary>Starts pg_dumpall for the roles and tablespaces of the server and returns at once.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>.</exception>
    IRunningDump StartGlobals(GlobalsRequest request);
}
