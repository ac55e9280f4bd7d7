namespace HubChantier.Backup.Ports;

/// <summary>Starts psql, which carries out the text of a dump.</summary>
public interface ISqlTarget
{
    /// <summary>Version of the psql that will run, such as <c>16.10</c>.</summary>
    PostgresVersion Version { get; }

    /// <summary>Starts psql on a database. It stops at the first error.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>.</exception>
    IRunningLoad Start(string database);
}
