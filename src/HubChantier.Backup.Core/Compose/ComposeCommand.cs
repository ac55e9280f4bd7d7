using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Compose;

/// <summary>Starts programs in the container, by <c>docker compose exec</c>.</summary>
internal sealed class ComposeCommand
{
    /// <summary>Compose v1 is another program, with other words and exit codes.</summary>
    private const int OldestMajor = 2;

    /// <summary>
    /// A program that lives no longer than its input stays open: what ends an exec from outside does not end the program in the
    /// container, but the end of its input gets there even when we, or docker, were killed. `read` keeps the shell alone in
    /// the pipe, with no child of its own that would have to be ended too. Each child is waited for: where the server is the
    /// container's first process, one that is left over becomes its child, and it takes the end of that child by a signal for a crash of
    /// its own, and restarts with all its sessions.
    /// </summary>
    private const string Leash =
        "exec 3<&0; \"$@\" </dev/null 3<&- & p=$!; { read -r x <&3; kill $p; } >/dev/null 2>&1 & w=$!; wait $p; c=$?; kill $w 2>/dev/null; wait $w; exit $c";

    private readonly ComposeProject _project;
    private readonly ConnectionSettings _connection;

    public ComposeCommand(ComposeProject project, ConnectionSettings connection)
    {
        _project = project;
        _connection = connection;
    }

    /// <summary>Starts a program that reads its input.</summary>
    public ChildProcess Start(string database, string applicationName, params IEnumerable<string> command)
        => Start(ContainerEnvironment.Of(_connection, database, applicationName), command);

    /// <summary>Starts a program that reads nothing, and ends when its input is closed.</summary>
    public ChildProcess StartOnLeash(string database, string applicationName, params IEnumerable<string> command)
        => Start(database, applicationName, ["sh", "-c", Leash, "sh", .. command]);

    /// <summary>Runs a short program to its end and gives what it writes.</summary>
    public async Task<(ChildProcessResult Result, string Output)> RunAsync(string database, CancellationToken token, params IEnumerable<string> command)
    {
        ChildProcess child = Start(database, _connection.ApplicationName, command);
        await using (child.ConfigureAwait(false))
        {
            return await ReadAsync(child, token).ConfigureAwait(false);
        }
    }

    /// <summary>Checks that there is a compose that we can work with, and gives its version.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>: docker or compose is missing, or compose is too old.</exception>
    public static async Task<PostgresVersion> CheckAsync(CancellationToken token)
    {
        ChildProcess child = Start(["compose", "version", "--short"], new Dictionary<string, string>());
        await using (child.ConfigureAwait(false))
        {
            (ChildProcessResult result, string output) = await ReadAsync(child, token).ConfigureAwait(false);
            string said = result.ExitCode == 0 ? output.Trim() : result.ErrorText;
            return result.ExitCode == 0 && PostgresVersion.Parse(said.TrimStart('v')) is { Major: >= OldestMajor } version
                ? version
                : throw new BackupException(
                    BackupFailure.ClientProgramMissing, string.Format(CultureInfo.CurrentCulture, Strings.ComposeTooOld, OldestMajor, said));
        }
    }

    private static async Task<(ChildProcessResult Result, string Output)> ReadAsync(ChildProcess child, CancellationToken token)
    {
        child.Input.Close();
        using StreamReader reader = new(child.Output);
        string output = await reader.ReadToEndAsync(token).ConfigureAwait(false);
        return (await child.WaitAsync(token).ConfigureAwait(false), output);
    }

    /// <summary>The services of the compose files; none if they cannot be told.</summary>
    public async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken token)
    {
        ChildProcess child = Start([.. Project(), "config", "--services"], new Dictionary<string, string>());
        await using (child.ConfigureAwait(false))
        {
            (ChildProcessResult result, string output) = await ReadAsync(child, token).ConfigureAwait(false);
            return result.ExitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        }
    }

    private List<string> Project()
    {
        List<string> arguments = ["compose"];
        foreach (string file in _project.Files)
        {
            arguments.AddRange(["-f", file]);
        }

        if (_project.EnvFile is not null)
        {
            arguments.AddRange(["--env-file", _project.EnvFile]);
        }

        return arguments;
    }

    private ChildProcess Start(Dictionary<string, string> environment, IEnumerable<string> command)
    {
        List<string> arguments = [.. Project(), "exec", "-T"];
        // A name alone: docker takes the value from its own environment, which others cannot read as they can read arguments.
        foreach (string name in environment.Keys)
        {
            arguments.AddRange(["-e", name]);
        }

        return Start([.. arguments, _project.Service, .. command], environment);
    }

    private static ChildProcess Start(IReadOnlyList<string> arguments, Dictionary<string, string> environment) => ChildProcess.Start(new ChildProcessStart
    {
        FileName = Find(),
        Arguments = arguments,
        Environment = environment,
        // The compose file may speak of them; into the container goes only what is named.
        InheritsPgVariables = true,
        IsChatter = ProgramWords.IsChatter,
    });

    private static string Find()
    {
        string name = OperatingSystem.IsWindows() ? "docker.exe" : "docker";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
            ?? throw new BackupException(BackupFailure.ClientProgramMissing, Strings.DockerMissing);
    }
}
