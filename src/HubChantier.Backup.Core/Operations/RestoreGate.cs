using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>What must hold before a restore touches anything; each check stops it with its own failure.</summary>
internal static class RestoreGate
{
    /// <summary>pg_dump writes <c>\restrict</c> since these versions; a psql older than that does not know it.</summary>
    private static readonly Dictionary<int, int> s_restrictSince = new() { [13] = 22, [14] = 19, [15] = 14, [16] = 10, [17] = 6 };

    /// <summary>Checks what needs no look into the file: cheap, and before anything else.</summary>
    public static void CheckRequest(RestoreRequest request)
    {
        if (!DerivedName.IsValid(request.TargetDatabase))
        {
            throw Failed(BackupFailure.TargetNameInvalid, request, Strings.TargetNameInvalid, request.TargetDatabase, DerivedName.MaximumBytes);
        }

        if (request.Backup.State == HubBackupState.Legacy && !request.TrustSource)
        {
            throw Failed(BackupFailure.TrustNeeded, request, Strings.TrustNeeded, request.Backup.Name);
        }
    }

    /// <summary>Checks the server against the manifest.</summary>
    public static async Task CheckServerAsync(
        IDatabaseSession maintenance, RestoreRequest request, PostgresVersion server, CancellationToken token)
    {
        string exists = $"SELECT count(*) FROM pg_database WHERE datname = {SqlText.Literal(request.TargetDatabase)}";
        if (await ServerQuestions.NumberAsync(maintenance, exists, token).ConfigureAwait(false) > 0)
        {
            throw Failed(BackupFailure.TargetExists, request, Strings.TargetExists, request.TargetDatabase);
        }

        if (request.Backup.Server is { } source && source.Major > server.Major)
        {
            throw Failed(BackupFailure.VersionTooOld, request, Strings.ServerTooOld, request.Backup.Name, source.Version, server);
        }

        // From 17 on a dump begins with SET transaction_timeout, which an older server does not know.
        if (request.Backup.Dump is { } dump && PostgresVersion.Parse(dump.Version) is { Major: >= 17 } version && server.Major < 17)
        {
            throw Failed(BackupFailure.VersionTooOld, request, Strings.DumpTooNewForServer, request.Backup.Name, version, server);
        }

        IReadOnlyList<IReadOnlyList<string?>> available = await maintenance.QueryAsync("SELECT name FROM pg_available_extensions", token).ConfigureAwait(false);
        HashSet<string> names = [.. available.Select(row => row[0]!)];
        if (request.Backup.Extensions.FirstOrDefault(extension => !names.Contains(extension.Name)) is { } missing)
        {
            throw Failed(BackupFailure.ExtensionMissing, request, Strings.ExtensionMissing, missing.Name, missing.Version, request.Backup.Name);
        }
    }

    /// <summary>Checks what reading the whole file told.</summary>
    public static void CheckContent(RestoreRequest request, BackupReading reading, PostgresVersion psql)
    {
        if (reading.Problems.Count > 0)
        {
            throw reading.Problems[0];
        }

        bool knowsRestrict = !s_restrictSince.TryGetValue(psql.Major, out int since) ? psql.Major > 17 : psql.Minor >= since;
        if (reading.Inventory.UsesRestrict && !knowsRestrict)
        {
            throw Failed(BackupFailure.VersionTooOld, request, Strings.PsqlTooOld, psql, request.Backup.Name);
        }
    }

    private static BackupException Failed(BackupFailure failure, RestoreRequest request, string format, params object[] values)
        => new(failure, string.Format(CultureInfo.CurrentCulture, format, values), subject: request.Backup);
}
