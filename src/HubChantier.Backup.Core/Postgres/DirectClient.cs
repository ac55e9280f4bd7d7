using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Postgres;

/// <summary>Runs this machine's pg_dump and psql against the server.</summary>
public sealed class DirectClient : IDumpSource, ISqlTarget
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

        return Start("pg_dump", _programs.Dump, arguments, request.Database);
    }

    /// <inheritdoc/>
    IRunningDump IDumpSource.StartGlobals(GlobalsRequest request)
    {
        // pg_dumpall asks no variable for the database to begin in, and takes a name with '=' in it for a connection string: here it is one.
        string name = request.Database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        List<string> arguments = ["--globals-only", "--no-password", $"--database=dbname='{name}'"];
        if (!request.WithPasswords)
        {
            arguments.Add("--no-role-passwords");
        }

        return Start("pg_dumpall", _programs.DumpAll, arguments, request.Database);
    }

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
