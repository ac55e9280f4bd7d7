namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>
/// A docker of which nothing is real but its arguments: it checks them, and runs the program here with no other variables than a
/// container would give it. It is the first docker on PATH until it is disposed. What it takes for a compose file says where the
/// server and the programs are.
/// </summary>
public sealed class StandInDocker : IDisposable
{
    /// <summary>The password that must never be seen in an argument.</summary>
    public const string Secret = "ne-le-dis-à-personne";

    private const string Script = """
        #!/bin/bash
        case "$*" in *ne-le-dis*) echo "a secret in the arguments" >&2; exit 99 ;; esac
        [ "$1" = compose ] || { echo "docker $1?" >&2; exit 125; }
        shift
        [ "$*" != "version --short" ] || { cat "$(dirname "$0")/version"; exit; }
        [ "$1" = -f ] || { echo "no compose file" >&2; exit 99; }
        . "$2"; shift 2
        [ "$1" != --env-file ] || shift 2
        [ "$*" != "config --services" ] || { printf 'api\ndb\n'; exit; }
        [ "$1 $2" = "exec -T" ] || { echo "compose $*?" >&2; exit 99; }
        shift 2
        given=()
        while [ "$1" = -e ]; do
          case "$2" in *=*) echo "a value in the arguments" >&2; exit 99 ;; esac
          given+=("$2=${!2}"); shift 2
        done
        [ "$1" = "${service:-db}" ] || { echo "service \"$1\" is not running" >&2; exit 1; }
        shift
        [ -z "$fails" ] || { echo "$fails" >&2; exit "$code"; }
        exec env -i "PATH=$programs:/usr/bin:/bin" "PGHOST=$socket" "${given[@]}" "$@"
        """;

    private readonly string _path = Environment.GetEnvironmentVariable("PATH")!;
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-docker-").FullName;

    public StandInDocker(string version = "2.26.1-4", string docker = Script)
    {
        string program = Path.Combine(_folder, "docker");
        File.WriteAllText(program, docker + "\n");
        File.SetUnixFileMode(program, (UnixFileMode)Convert.ToInt32("755", 8));
        File.WriteAllText(Path.Combine(_folder, "version"), version + "\n");
        Environment.SetEnvironmentVariable("PATH", _folder + Path.PathSeparator + _path);
    }

    /// <summary>A compose file for it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="programs">Folder of the container's programs.</param>
    /// <param name="more">More lines of shell.</param>
    public string ComposeFile(ThrowawayServer server, string? programs = null, string more = "")
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("hub-compose-").FullName, "compose.yml");
        File.WriteAllText(file, $"socket='{server.Socket}' programs='{programs ?? ThrowawayServer.Programs}'\n{more}\n");
        return file;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        Directory.Delete(_folder, recursive: true);
    }
}
