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
    IRunningDump IDumpSource.Start(DumpRequest request) => Start("pg_dump", _programs.Dump, DumpArguments.Of(request), request.Database);

    /// <inheritdoc/>
    IRunningDump IDumpSource.StartGlobals(GlobalsRequest request) => Start("pg_dumpall", _programs.DumpAll, DumpArguments.Of(request), request.Database);

    /// <inheritdoc/>
    IRunningLoad ISqlTarget.Start(string database) => new RunningLoad(ChildProcess.Start(new ChildProcessStart
    {
        FileName = _programs.Psql,
        Arguments = ["--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"],
        Environment = LibpqEnvironment.Of(_connection, database),
        IsChatter = ProgramWords.IsChatter,
    }));

    private RunningDump Start(string program, string path, IReadOnlyList<string> arguments, string database) => new(program, ChildProcess.Start(new ChildProcessStart
    {
        FileName = path,
        Arguments = arguments,
        Environment = LibpqEnvironment.Of(_connection, database),
        IsChatter = ProgramWords.IsChatter,
    }));
}
