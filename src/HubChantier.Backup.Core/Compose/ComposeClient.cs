using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Processes;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Compose;

/// <summary>Runs the container's own pg_dump and psql, which match its server.</summary>
public sealed class ComposeClient : IPostgresClient
{
    private readonly ConnectionSettings _connection;
    private readonly ComposeCommand _command;
    private readonly PostgresVersion _dump;
    private readonly PostgresVersion _psql;

    private ComposeClient(ConnectionSettings connection, ComposeCommand command, PostgresVersion dump, PostgresVersion psql)
    {
        _connection = connection;
        _command = command;
        _dump = dump;
        _psql = psql;
    }

    /// <inheritdoc/>
    PostgresVersion IDumpSource.Version => _dump;

    /// <inheritdoc/>
    PostgresVersion ISqlTarget.Version => _psql;

    /// <summary>Looks for the programs in the container.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>: the container has none.</exception>
    public static async Task<ComposeClient> FindAsync(ComposeProject project, ConnectionSettings connection, CancellationToken token)
    {
        ComposeCommand command = new(project, connection);
        PostgresVersion dump = await VersionAsync("pg_dump").ConfigureAwait(false);
        PostgresVersion psql = await VersionAsync("psql").ConfigureAwait(false);
        return new ComposeClient(connection, command, dump, psql);

        async Task<PostgresVersion> VersionAsync(string program)
        {
            (ChildProcessResult result, string output) = await command.RunAsync("", token, program, "--version").ConfigureAwait(false);
            return result.ExitCode == 0 && PostgresVersion.Parse(output) is { } version
                ? version
                : throw new ComposeErrors(project, connection, program).OfEnd(result with { ErrorText = result.ErrorText.Length > 0 ? result.ErrorText : output.Trim() });
        }
    }

    /// <inheritdoc/>
    IRunningDump IDumpSource.Start(DumpRequest request) => StartDump("pg_dump", DumpArguments.Of(request), request.Database);

    /// <inheritdoc/>
    IRunningDump IDumpSource.StartGlobals(GlobalsRequest request) => StartDump("pg_dumpall", DumpArguments.Of(request), request.Database);

    /// <inheritdoc/>
    /// <remarks>
    /// psql takes the end of its input for the end of the text, also in mid-statement, and carries out what it has; and whatever
    /// goes wrong between it and us looks like such an end. The databases that are loaded are therefore made for it and dropped if
    /// it fails. A load into a database that is to stay must send whole statements only, after a BEGIN of its own, and
    /// COMMIT as the last one, when it knows that all went through.
    /// </remarks>
    IRunningLoad ISqlTarget.Start(string database)
    {
        string name = ContainerEnvironment.NameOfOne(_connection);
        return new ComposeLoad(
            _command.Start(database, name, "psql", "--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"),
            () => EndSessionAsync(database, name));
    }

    private ComposeDump StartDump(string program, IReadOnlyList<string> arguments, string database)
    {
        string name = ContainerEnvironment.NameOfOne(_connection);
        return new ComposeDump(program, _command.StartOnLeash(database, name, [program, .. arguments]), () => EndSessionAsync(database, name));
    }

    /// <summary>Ends the server's side of a program: without it the program can do no more, wherever it is.</summary>
    private async Task EndSessionAsync(string database, string applicationName)
        => await _command.RunAsync(
            database,
            CancellationToken.None,
            "psql",
            "-qXAtc",
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = {SqlText.Literal(applicationName)}").ConfigureAwait(false);
}
