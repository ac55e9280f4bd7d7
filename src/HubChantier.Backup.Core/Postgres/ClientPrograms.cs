using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Postgres;

/// <summary>Finds the pg_dump and psql that fit a server: the lowest version that is not older than it.</summary>
public static class ClientPrograms
{
    /// <summary>Folders named after a version, where packages put the programs.</summary>
    private static readonly (string Folder, string Pattern, string Below)[] s_usualPlaces = OperatingSystem.IsWindows()
        ? [(@"C:\Program Files\PostgreSQL", "*", "bin")]
        : [
            ("/usr/lib/postgresql", "*", "bin"),
            ("/usr", "pgsql-*", "bin"),
            ("/opt/homebrew/opt", "postgresql@*", "bin"),
            ("/opt/homebrew/opt", "libpq", "bin"),
            ("/usr/local/opt", "postgresql@*", "bin"),
            ("/Library/PostgreSQL", "*", "bin"),
        ];

    /// <summary>Finds the programs for a server.</summary>
    /// <param name="server">The server's version.</param>
    /// <param name="folder">The only folder to look in, or null for PATH and the usual places.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>: none fits; the sentence names those that were found.</exception>
    public static async Task<ClientProgramSet> FindAsync(PostgresVersion server, string? folder, CancellationToken token)
    {
        List<ClientProgramSet> found = [];
        foreach (string candidate in folder is null ? Folders() : [folder])
        {
            try
            {
                if (await ReadAsync(candidate, token).ConfigureAwait(false) is { } set)
                {
                    found.Add(set);
                }
            }
            catch (BackupException exception) when (exception.Failure == BackupFailure.ClientProgramMissing && folder is null)
            {
                // Cannot be started: another machine's program, or not ours to run. Nobody asked for this one.
            }
        }

        ClientProgramSet? best = found.Where(set => set.Version.Major >= server.Major).MinBy(set => (set.Version.Major, -set.Version.Minor));
        if (best is not null)
        {
            return best;
        }

        string versions = found.Count == 0
            ? Strings.NoneFound
            : string.Join(", ", found.Select(set => $"{set.Version} ({set.Folder})"));
        throw new BackupException(
            BackupFailure.ClientProgramMissing,
            string.Format(CultureInfo.CurrentCulture, Strings.ClientProgramMissing, server.Major, versions),
            subject: folder);
    }

    private static IEnumerable<string> Folders()
    {
        IEnumerable<string> usual = s_usualPlaces
            .Where(place => Directory.Exists(place.Folder))
            .SelectMany(place => Directory.EnumerateDirectories(place.Folder, place.Pattern).Select(folder => Path.Combine(folder, place.Below)));
        IEnumerable<string> path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified);
        return usual.Concat(path).Distinct(StringComparer.Ordinal).Where(IsReal);
    }

    /// <summary>
    /// Whether the programs in the folder are PostgreSQL's own: Debian's /usr/bin has links to a wrapper that picks a server
    /// by itself; what it leads to is among the usual places.
    /// </summary>
    private static bool IsReal(string folder)
        => new FileInfo(Path.Combine(folder, ProgramName("pg_dump"))) is { Exists: true } program
            && program.LinkTarget?.EndsWith("pg_wrapper", StringComparison.Ordinal) != true;

    private static async Task<ClientProgramSet?> ReadAsync(string folder, CancellationToken token)
    {
        string dump = Path.Combine(folder, ProgramName("pg_dump"));
        string psql = Path.Combine(folder, ProgramName("psql"));
        if (!File.Exists(dump) || !File.Exists(psql))
        {
            return null;
        }

        // Both at once: each costs a hundredth of a second, and there may be many folders.
        PostgresVersion?[] versions = await Task.WhenAll(VersionAsync(dump, token), VersionAsync(psql, token)).ConfigureAwait(false);
        return versions[0] is { } version && versions[1] is { } loader
            ? new ClientProgramSet
            {
                Folder = folder,
                Dump = dump,
                DumpAll = Path.Combine(folder, ProgramName("pg_dumpall")),
                Psql = psql,
                Version = version,
                PsqlVersion = loader,
            }
            : null;
    }

    private static async Task<PostgresVersion?> VersionAsync(string program, CancellationToken token)
    {
        ChildProcess child = ChildProcess.Start(new ChildProcessStart
        {
            FileName = program,
            Arguments = ["--version"],
            Environment = new Dictionary<string, string>(),
        });
        await using (child.ConfigureAwait(false))
        {
            using StreamReader reader = new(child.Output);
            string text = await reader.ReadToEndAsync(token).ConfigureAwait(false);
            ChildProcessResult result = await child.WaitAsync(token).ConfigureAwait(false);
            return result.ExitCode == 0 ? PostgresVersion.Parse(text) : null;
        }
    }

    private static string ProgramName(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
