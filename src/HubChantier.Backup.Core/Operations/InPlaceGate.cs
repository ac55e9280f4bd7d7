using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>What must hold before a restore in place touches anything; each check stops it with a sentence.</summary>
internal static class InPlaceGate
{
    /// <summary>
    /// Questions of one value each, empty where all is well; {0} of the sentence is the value. Event triggers would fire on our DROPs, or their
    /// CREATE fail; a subscription's slot on another server is out of any transaction's reach; a prepared transaction holds locks that no session can be asked for.
    /// </summary>
    private static readonly (string Question, Func<string> Sentence)[] s_questions =
    [
        ("SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreatedb)", () => Strings.InPlaceNotNeeded),
        ("SELECT 'plpgsql' WHERE NOT EXISTS (SELECT FROM pg_language WHERE lanname = 'plpgsql' AND has_language_privilege(oid, 'USAGE'))", () => Strings.InPlaceNoPlpgsql),
        ("SELECT string_agg(evtname, ', ') FROM pg_event_trigger", () => Strings.InPlaceEventTriggers),
        ("SELECT string_agg(subname, ', ') FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())", () => Strings.InPlaceSubscriptions),
        ("SELECT string_agg(gid, ', ') FROM pg_prepared_xacts WHERE database = current_database()", () => Strings.InPlacePrepared),
        ($"SELECT string_agg(x, ', ') FROM ({OwnedObjects.InTheWay}) q(x)", () => Strings.InPlaceInTheWay),
    ];

    /// <summary>Of the lock table, as much is left to others and to what was not counted: a tenth.</summary>
    private const string LockRoom = """
        SELECT current_setting('max_locks_per_transaction')::bigint
               * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint) * 9 / 10
        """;

    /// <summary>Checks the role and the database, before the file is read.</summary>
    public static async Task CheckDatabaseAsync(IDatabaseSession session, RestoreRequest request, string serverName, CancellationToken token)
    {
        RestoreGate.CheckVersion(request.Backup, await ServerQuestions.VersionAsync(session, token).ConfigureAwait(false));
        string? identifier = await ServerQuestions.SystemIdentifierAsync(session, token).ConfigureAwait(false);
        if (!request.AllowForeign && identifier is not null && request.Backup.Server?.SystemIdentifier is { } theirs && theirs != identifier)
        {
            throw new BackupException(
                BackupFailure.ForeignBackup,
                string.Format(CultureInfo.CurrentCulture, Strings.ForeignBackup, request.Backup.Name, request.Backup.Server, serverName, request.Database),
                subject: request.Backup);
        }

        foreach ((string question, Func<string> sentence) in s_questions)
        {
            if (await ServerQuestions.ScalarAsync(session, question, token).ConfigureAwait(false) is { } value)
            {
                throw Refused(request, sentence(), value);
            }
        }
    }

    /// <summary>Checks what the file asks for against what is there.</summary>
    /// <returns>What stays in the database.</returns>
    public static async Task<InPlaceGround> CheckDemandsAsync(
        IDatabaseSession session, RestoreRequest request, DumpDemands demands, DumpInventory inventory, CancellationToken token)
    {
        if (demands.Lone is { } lone)
        {
            throw Refused(request, Strings.InPlaceLoneStatement, lone.Text, lone.Offset);
        }

        InPlaceGround ground = await GroundAsync(session, token).ConfigureAwait(false);
        await CheckRightsAsync(session, request, demands, ground, token).ConfigureAwait(false);

        string names = string.Join(", ", inventory.Tables.Select(table => (table.Schema, table.Name))
            .Concat(inventory.Sequences.Select(sequence => (sequence.Schema, sequence.Name)))
            .Select(name => $"({SqlText.Literal(name.Schema)}, {SqlText.Literal(name.Name)})").DefaultIfEmpty("(NULL, NULL)"));
        if (await ServerQuestions.ScalarAsync(session, $"""
            WITH RECURSIVE {OwnedObjects.Lists}
            SELECT string_agg(pg_describe_object('pg_class'::regclass, c.oid, 0), ', ')
              FROM (VALUES {names}) v(s, n) JOIN pg_namespace p ON p.nspname = v.s JOIN pg_class c ON c.relnamespace = p.oid AND c.relname = v.n
             WHERE ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM ours)
            """, token).ConfigureAwait(false) is { } taken)
        {
            throw Refused(request, Strings.InPlaceTaken, taken);
        }

        long needed = demands.Relations + await ServerQuestions.NumberAsync(session, OwnedObjects.LockCount, token).ConfigureAwait(false);
        long room = await ServerQuestions.NumberAsync(session, LockRoom, token).ConfigureAwait(false);
        return needed <= room ? ground : throw Refused(request, Strings.InPlaceTooManyLocks, needed, room);
    }

    private static async Task CheckRightsAsync(
        IDatabaseSession session, RestoreRequest request, DumpDemands demands, InPlaceGround ground, CancellationToken token)
    {
        bool mayCreate = await ServerQuestions.ScalarAsync(
            session, "SELECT has_database_privilege(current_database(), 'CREATE')", token).ConfigureAwait(false) == "t";
        if (!mayCreate && demands.Schemas.FirstOrDefault(name => !ground.Schemas.Contains(name)) is { } schema)
        {
            throw Refused(request, Strings.InPlaceNoCreate, schema);
        }

        foreach (string extension in demands.Extensions.Where(name => !ground.Extensions.Contains(name)))
        {
            // An extension that needs no superuser, or a trusted one that needs CREATE on the database.
            string creatable = $"""
                SELECT bool_or(NOT v.superuser OR (v.trusted AND {(mayCreate ? "true" : "false")}))
                  FROM pg_available_extension_versions v JOIN pg_available_extensions e ON e.name = v.name AND e.default_version = v.version
                 WHERE v.name = {SqlText.Literal(extension)}
                """;
            if (await ServerQuestions.ScalarAsync(session, creatable, token).ConfigureAwait(false) != "t")
            {
                throw new BackupException(
                    BackupFailure.ExtensionMissing,
                    string.Format(CultureInfo.CurrentCulture, Strings.InPlaceExtension, extension, request.Backup.Name, $"CREATE EXTENSION {SqlText.Identifier(extension)};"),
                    subject: request.Backup);
            }
        }
    }

    private static async Task<InPlaceGround> GroundAsync(IDatabaseSession session, CancellationToken token)
    {
        IReadOnlyList<IReadOnlyList<string?>> schemas = await session.QueryAsync($"""
            WITH RECURSIVE {OwnedObjects.Lists}
            SELECT nspname, pg_has_role(nspowner, 'USAGE') FROM pg_namespace
             WHERE ('pg_namespace'::regclass, oid) NOT IN (SELECT classid, objid FROM ours)
            """, token).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyList<string?>> extensions = await session.QueryAsync(
            "SELECT extname, pg_has_role(extowner, 'USAGE') FROM pg_extension", token).ConfigureAwait(false);
        return new InPlaceGround(Names(schemas, all: true), Names(schemas, all: false), Names(extensions, all: true), Names(extensions, all: false));
    }

    private static HashSet<string> Names(IReadOnlyList<IReadOnlyList<string?>> rows, bool all)
        => [.. rows.Where(row => all || row[1] != "t").Select(row => row[0]!)];

    private static BackupException Refused(RestoreRequest request, string sentence, params object[] values)
        => new(
            BackupFailure.InPlaceRefused,
            string.Format(
                CultureInfo.CurrentCulture, Strings.InPlaceRefused, request.Database, string.Format(CultureInfo.CurrentCulture, sentence, values)),
            subject: request.Backup);
}
