using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Postgres;

/// <summary>Runs this machine's pg_dump and psql against the server.</summary>
public sealed class DirectClient : IPostgresClient
{
    private readonly ClientProgramSet _programs;
    private readonly ConnectionSettings _connection;

    /// <summary>Makes a client of programs that fit the server.</summary>
    public DirectClient(ClientProgramSet programs, ConnectionSettings connection)
    {
        _programs = programs;
        _connection = connection;
    }

    /// <inheritdoc/>
    PostgresVersion IDumpSource.Version => _programs.Version;

    /// <inheritdoc/>
    PostgresVersion ISqlTarget.Version => _programs.PsqlVersion;

    /// <inheritdoc/>
    IRunningDump IDumpSource.Start(DumpRequest request)
    {
        List<string> arguments = [.. request.Options, "--no-password"];
        if (request.Snapshot is not null)
        {
            arguments.Add("--snapshot=" + request.Snapshot);
        }

        return new RunningDump(ChildProcess.Start(new ChildProcessStart
        {
            FileName = _programs.Dump,
            Arguments = arguments,
            Environment = LibpqEnvironment.Of(_connection, request.Database),
            IsChatter = ProgramWords.IsChatter,
        }));
    }

    /// <inheritdoc/>
    IRunningLoad ISqlTarget.Start(string database) => new RunningLoad(ChildProcess.Start(new ChildProcessStart
    {
        FileName = _programs.Psql,
        Arguments = ["--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"],
        Environment = LibpqEnvironment.Of(_connection, database),
        IsChatter = ProgramWords.IsChatter,
    }));
}
