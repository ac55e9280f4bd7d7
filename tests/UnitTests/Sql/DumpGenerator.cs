using CsCheck;

namespace HubChantier.Backup.UnitTests.Sql;

/// <summary>Makes dumps of random objects whose names and contents are nasty.</summary>
public static class DumpGenerator
{
    // Pieces that end, begin or hide something in one context or another.
    private static readonly Gen<string> s_nasty = Gen.OneOf(
        "'", "''", "\"", "\\", "\\.", "\n", "\n\\.\n", "\t", "\r", ";", "(", ")", "$", "$$", "$_$", "--", "/*", "*/", "é", "ソ", " ", "a", "B", "1",
        ":x", "E'", "\\'", "\\! id", "BEGIN", "END", "CASE", "COMMIT;", "COPY public.t (a) FROM stdin;", "\n\\connect x\n",
        "\n--\n-- PostgreSQL database dump complete\n--\n\n", "SELECT pg_catalog.setval('public.s', 1, true);",
        "-- load via partition root x").Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> s_name =
        Gen.Select(Gen.OneOf("t", "x_seq", "Pièces", "a$b", "begin"), s_nasty, Gen.Bool)
            .Select((stem, nasty, before) => before ? nasty + stem : stem + nasty);

    private static readonly Gen<Action<GeneratedDump>> s_part = Gen.OneOf(
        Gen.Select(s_name, s_name, s_name.Array[0, 3], Gen.Int[0, 20], s_nasty.Array[1, 8])
            .Select((schema, name, columns, rows, values) => Part(dump => dump.Table(schema, name, columns, rows, values))),
        Gen.Select(s_name, s_name, Gen.Long, Gen.Bool)
            .Select((schema, name, value, isCalled) => Part(dump => dump.Sequence(schema, name, value, isCalled))),
        Gen.Select(s_name, s_nasty).Select((name, text) => Part(dump => dump.Comment(name, text))),
        Gen.Select(s_name, s_nasty).Select((name, body) => Part(dump => dump.Function(name, body))),
        Gen.Select(s_name, s_nasty).Select((name, text) => Part(dump => dump.SqlFunction(name, text))),
        Gen.Select(s_name, s_nasty).Select((name, text) => Part(dump => dump.Rule(name, text))),
        Gen.Byte.Array[0, 40].Array[1, 3].Select(objects => Part(dump => dump.LargeObjects(objects))));

    /// <summary>Dumps of up to eight objects, with standard_conforming_strings on or off, by a pg_dump that restricts psql or by an older one.</summary>
    public static Gen<GeneratedDump> Dumps { get; } = Gen.Select(Gen.Bool, Gen.Bool, s_part.Array[0, 8]).Select((standardStrings, restricted, parts) =>
    {
        var dump = new GeneratedDump(standardStrings, restricted);
        foreach (Action<GeneratedDump> part in parts)
        {
            part(dump);
        }
        return dump;
    });

    private static Action<GeneratedDump> Part(Action<GeneratedDump> part) => part;
}
