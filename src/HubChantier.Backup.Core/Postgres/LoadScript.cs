using System.Globalization;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>
/// What psql is given around a dump that is loaded in one transaction. Each step leaves a mark, an advisory lock that lasts as long as the
/// transaction: another session sees by it how far the transaction has come, and that it is still the same one.
/// </summary>
internal static class LoadScript
{
    /// <summary>Stands before what our own checks say when they stop the load.</summary>
    public const string CheckMark = "HubChantier.Backup check: ";

    /// <summary>Stands before the names of what went although it is not the role's own.</summary>
    public const string OthersMark = "HubChantier.Backup others: ";

    /// <summary>Stands before what is said when somebody holds a lock.</summary>
    public const string LockedMark = "HubChantier.Backup locked: ";

    /// <summary>The transaction's own settings; nothing that the dump or the role's settings change may alter what our checks mean.</summary>
    private const string Settings = """
        SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL row_security = off; SET LOCAL client_min_messages = warning;
        SET standard_conforming_strings = on; SET client_encoding = 'UTF8';

        """;

    /// <summary>Begins the transaction.</summary>
    /// <param name="key">The run's own number.</param>
    public static string Begin(int key) => "BEGIN;\n" + Settings + $"""
        SELECT set_config('hubchantier.transaction', pg_current_xact_id()::text, true);
        {Mark(key, LoadStep.Begun)}
        """;

    /// <summary>Drops all that is the role's own, and checks that nothing else went with it.</summary>
    /// <param name="key">The run's own number.</param>
    /// <param name="lockTimeout">How long to wait for another session's lock.</param>
    /// <param name="withDefaults">Whether the role's default privileges go too.</param>
    public static string Drop(int key, TimeSpan lockTimeout, bool withDefaults)
        => string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(long)lockTimeout.TotalMilliseconds};\n")
        + $$"""
        DO {{s_quote}}
        DECLARE
          before jsonb; item record; name text; kind text; statement text; lost text;
        BEGIN
          SELECT coalesce(jsonb_object_agg(classid || '/' || objid || '/' || objsubid, pg_describe_object(classid, objid, objsubid)), '{}') INTO before
            FROM ({{OwnedObjects.Others}}) o;
          FOR item IN {{OwnedObjects.ToDrop}} LOOP
            -- CASCADE of one before may have taken it along.
            CONTINUE WHEN NOT EXISTS (SELECT FROM pg_shdepend WHERE classid = item.classid AND objid = item.objid AND deptype = 'o'
              AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database()));
            SELECT i.type, i.identity INTO kind, name FROM pg_identify_object(item.classid, item.objid, 0) i;
            statement := CASE
              WHEN kind = 'large object' THEN format('SELECT lo_unlink(%s)', item.objid)
              WHEN item.classid = 'pg_proc'::regclass THEN format('DROP ROUTINE %s CASCADE', name)
              WHEN item.classid = 'pg_type'::regclass THEN format('DROP TYPE %s CASCADE', name)
              WHEN item.classid = 'pg_statistic_ext'::regclass THEN format('DROP STATISTICS %s', name)
              WHEN kind = 'language' THEN format('DROP LANGUAGE %s CASCADE', name)
              ELSE format('DROP %s %s CASCADE', upper(kind), name)
            END;
            EXECUTE statement;
          END LOOP;
          SELECT string_agg(value, ', ') INTO lost FROM (
            SELECT value FROM jsonb_each_text(before)
             WHERE key NOT IN (SELECT classid || '/' || objid || '/' || objsubid FROM ({{OwnedObjects.Others}}) o) LIMIT 10) l;
          IF lost IS NOT NULL THEN
            RAISE EXCEPTION USING MESSAGE = '{{OthersMark}}' || translate(lost, E'\n\r', '  ');
          END IF;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
          SELECT string_agg(format('%s (%s, %s): %s', a.pid, a.usename, coalesce(a.state, '?'), left(translate(a.query, E'\n\r', '  '), 200)), '; ') INTO lost
            FROM pg_stat_activity a
           WHERE a.pid <> pg_backend_pid() AND a.pid IN (
             SELECT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
              WHERE l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND c.oid >= 16384);
          RAISE EXCEPTION USING MESSAGE = '{{LockedMark}}' || coalesce(lost, '?');
        END {{s_quote}};
        {{(withDefaults ? $"DO {s_quote}\n{DefaultPrivileges.Clear} {s_quote};" : "")}}
        SET LOCAL lock_timeout = 0;
        {{Mark(key, LoadStep.Prepared)}}
        """;

    /// <summary>Makes the schema that a dump fills, if it is not there.</summary>
    public static string CreateSchema(int key, string schema)
        => $"CREATE SCHEMA IF NOT EXISTS {SqlText.Identifier(schema)};\n{Mark(key, LoadStep.Prepared)}";

    /// <summary>Says that the whole dump was carried out, and compares what is there with what is expected.</summary>
    /// <param name="key">The run's own number.</param>
    /// <param name="expected">What must be there.</param>
    public static string Verify(int key, LoadExpectation expected)
    {
        // Every check that waits for COMMIT is made now: after it nothing may fail.
        string loaded = "\nSET CONSTRAINTS ALL IMMEDIATE;\n" + Settings + Mark(key, LoadStep.Loaded);
        string place = expected.Schema is null ? "c.relowner = me" : $"c.relnamespace = {SqlText.Literal(SqlText.Identifier(expected.Schema))}::regnamespace";
        return loaded + $$"""
            DO {{s_quote}}
            DECLARE
              wrong text[] := '{}'; item record; found bigint; called boolean; place regclass;
              me oid := (SELECT oid FROM pg_roles WHERE rolname = current_user);
            BEGIN
              IF current_setting('hubchantier.transaction', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
                RAISE EXCEPTION USING MESSAGE = '{{CheckMark}}' || {{Text(Strings.TransactionLost)}};
              END IF;
              FOR item IN SELECT * FROM (VALUES {{Rows(expected.Tables)}}) v(s, n, expected) WHERE s IS NOT NULL LOOP
                place := to_regclass(format('%I.%I', item.s, item.n));
                found := 0;
                IF place IS NOT NULL THEN
                  EXECUTE format('SELECT count(*) FROM %s %s',
                    CASE (SELECT relkind FROM pg_class WHERE oid = place) WHEN 'p' THEN '' ELSE 'ONLY' END, place) INTO found;
                END IF;
                IF found <> item.expected THEN
                  wrong := wrong || format({{Text(Strings.RowsDiffer)}}, item.s || '.' || item.n, item.expected, found);
                END IF;
              END LOOP;
              FOR item IN SELECT * FROM (VALUES {{Sequences(expected.Sequences)}}) v(s, n, expected, called) WHERE s IS NOT NULL LOOP
                EXECUTE format('SELECT last_value, is_called FROM %I.%I', item.s, item.n) INTO found, called;
                IF found <> item.expected OR called <> item.called THEN
                  wrong := wrong || format({{Text(Strings.SequenceDiffers)}}, item.s || '.' || item.n, item.expected, found);
                END IF;
              END LOOP;
              SELECT count(*) INTO found FROM pg_largeobject_metadata WHERE lomowner = me;
              IF found <> {{Number(expected.LargeObjects)}} THEN
                wrong := wrong || format({{Text(Strings.LargeObjectCountDiffers)}}, {{Number(expected.LargeObjects)}}, found);
              END IF;
              -- An index on a partitioned table may be invalid by right: declared ONLY, its partitions' not all attached.
              wrong := wrong || ARRAY(SELECT format({{Text(Strings.IndexInvalid)}}, c.oid::regclass)
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND c.relkind = 'i' AND {{place}});
              SELECT count(*) INTO found FROM pg_constraint n LEFT JOIN pg_class c ON c.oid = n.conrelid LEFT JOIN pg_type t ON t.oid = n.contypid
               WHERE NOT n.convalidated AND n.conislocal AND n.conparentid = 0 AND coalesce(to_jsonb(n) ->> 'conenforced', 'true') = 'true'
                 AND coalesce(c.relowner, t.typowner) = me;
              IF found <> {{Number(expected.NotValidConstraints)}} THEN
                wrong := wrong || format({{Text(Strings.ConstraintsNotValid)}}, {{Number(expected.NotValidConstraints)}}, found);
              END IF;
              SELECT count(*) INTO found FROM pg_class WHERE relkind = 'm' AND relispopulated AND relowner = me;
              IF found <> {{Number(expected.RefreshedViews)}} THEN
                wrong := wrong || format({{Text(Strings.ViewsPopulated)}}, {{Number(expected.RefreshedViews)}}, found);
              END IF;
              IF cardinality(wrong) > 0 THEN
                RAISE EXCEPTION USING MESSAGE = '{{CheckMark}}' || translate(array_to_string(wrong[1:5], '; '), E'\n\r', '  ');
              END IF;
            END {{s_quote}};
            {{Mark(key, LoadStep.Verified)}}
            """;
    }

    /// <summary>Stands before statements of which each may fail by itself: psql then sets savepoints.</summary>
    public const string KeepGoing = "\\set ON_ERROR_STOP off\n\\set ON_ERROR_ROLLBACK on\n";

    /// <summary>Says that owners and grants were given. From here on every error counts again.</summary>
    /// <param name="key">The run's own number.</param>
    public static string AccessGiven(int key) => "\n\\set ON_ERROR_ROLLBACK off\n\\set ON_ERROR_STOP on\n" + Mark(key, LoadStep.AccessGiven);

    /// <summary>What ends the transaction. It goes out by itself, when all else has been seen.</summary>
    public const string Commit = "COMMIT;\n";

    /// <summary>A query for another session: the transaction's step, its session's pid and its number, while it lasts.</summary>
    public static string Watch(int key) => $"""
        SELECT max(l.objid::bigint), l.pid,
               (SELECT x - (x & 4294967295) + a.backend_xid::text::bigint - CASE WHEN a.backend_xid::text::bigint > (x & 4294967295) THEN 4294967296 ELSE 0 END
                  FROM (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS x) s, pg_stat_activity a WHERE a.pid = l.pid)
          FROM pg_locks l
         WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {Number(key)} AND l.objsubid = 2
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         GROUP BY l.pid
        """;

    /// <summary>A dollar quote that no name in a dump can hold.</summary>
    private static readonly string s_quote = $"$hub{Guid.NewGuid():N}$";

    private static string Mark(int key, LoadStep step) => $"SELECT pg_advisory_xact_lock({Number(key)}, {Number((int)step)});\n";

    private static string Rows(IReadOnlyList<HubTable> tables) => string.Join(",\n", tables
        .Select(table => $"({SqlText.Literal(table.Schema)}, {SqlText.Literal(table.Name)}, {Number(table.Rows)}::bigint)")
        .DefaultIfEmpty("(NULL::text, NULL::text, 0::bigint)"));

    private static string Sequences(IReadOnlyList<HubSequence> sequences) => string.Join(",\n", sequences
        .Select(item => $"({SqlText.Literal(item.Schema)}, {SqlText.Literal(item.Name)}, '{Number(item.Value)}'::bigint, {(item.IsCalled ? "true" : "false")})")
        .DefaultIfEmpty("(NULL::text, NULL::text, 0::bigint, false)"));

    /// <summary>A number, or NULL, with which no comparison is true.</summary>
    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";

    /// <summary>A text for people as the format of PostgreSQL's format(): {0} becomes %1$s.</summary>
    private static string Text(string format)
    {
        string text = format.Replace("%", "%%", StringComparison.Ordinal);
        for (int index = 0; index < 4; index++)
        {
            text = text.Replace("{" + Number(index) + "}", "%" + Number(index + 1) + "$s", StringComparison.Ordinal);
        }

        return SqlText.Literal(text);
    }
}
