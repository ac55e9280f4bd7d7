using System.Text;
using CsCheck;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class DumpReaderTests
{
    private const string Trailer = "--\n-- PostgreSQL database dump complete\n--\n\n";

    [Fact]
    public void Rows_and_bytes_are_counted_per_table()
    {
        DumpInventory inventory = Read("COPY public.a (x, y) FROM stdin;\n1\t2\n3\t4\n\\.\n\n\nCOPY public.\"b \"\"c\"\"\" (\"z)\") FROM stdin;\n\\\\.\n\\.\n" + Trailer);

        Assert.Collection(
            inventory.Tables,
            table => Assert.Equal(("public", "a", 2, 8, 33), (table.Schema, table.Name, table.Rows, table.Bytes, table.DataStart)),
            table => Assert.Equal(("public", "b \"c\"", 1, 4), (table.Schema, table.Name, table.Rows, table.Bytes)));
        Assert.Empty(inventory.Violations);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n", 1)]
    [InlineData("\n\n\n", 3)]
    [InlineData("\\\\.\n", 1)]
    [InlineData("a\\.b\n", 1)]
    [InlineData("a\\.\n", 1)]
    [InlineData("\\.x\n", 1)]
    [InlineData("COPY x FROM stdin;\n", 1)]
    [InlineData("'\n\"\n$$\n/*\n", 4)]
    public void Copy_data_end_only_at_a_line_that_is_backslash_and_dot(string data, int rows)
    {
        foreach (string header in (string[])["COPY public.t (a) FROM stdin;\n", "COPY public.t FROM stdin;\n", "COPY public.t () FROM stdin;\n", "copy t(a,b) from STDIN with (format text);\n"])
        {
            HubTable table = Assert.Single(Read(header + data + "\\.\n" + Trailer).Tables);
            Assert.Equal(rows, table.Rows);
            Assert.Equal(data.Length, table.Bytes);
            Assert.Equal(header.Length, table.DataStart);
        }
    }

    [Fact]
    public void Blocks_of_one_table_are_summed()
    {
        const string Block = "-- load via partition root public.m\nCOPY public.m (a) FROM stdin;\n1\n\\.\n";

        HubTable table = Assert.Single(Read(Block + Block + Block).Tables);

        Assert.Equal(3, table.Rows);
    }

    [Theory]
    [InlineData("SELECT 'a;b';")]
    [InlineData("SELECT 'it''s; \\';")]
    [InlineData("SELECT E'it\\'s; ''x''; \\\\';")]
    [InlineData("SELECT e'\\';';")]
    [InlineData("SELECT \"a;'\"\"\n\";")]
    [InlineData("SELECT $$a;'\"$$;")]
    [InlineData("SELECT $x$a;$y$;$$;$x;$x$;")]
    [InlineData("SELECT $1;")]
    [InlineData("SELECT a$b$c;")]
    [InlineData("SELECT 1 /* ; /* ; */ ' */ + 2;")]
    [InlineData("SELECT 1 -- ; '\n + 2;")]
    [InlineData("SELECT 1 - 2 / 3;")]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT (2); );")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;")]
    [InlineData("CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT 1; END;")]
    [InlineData("CREATE FUNCTION f() RETURNS text AS $corps$\nbegin\n  -- COPY public.piege (a) FROM stdin;\n  x;\nend $corps$ LANGUAGE plpgsql;")]
    [InlineData("SELECT 'COPY t FROM stdin;\n1\n\\.\n';")]
    public void One_statement_is_one_however_many_semicolons_it_holds(string statement)
    {
        Recorder recorder = new();
        DumpReader reader = new(recorder);
        byte[] text = Encoding.UTF8.GetBytes("-- before\n" + statement + "\n\nSELECT 'after';\n" + Trailer);

        reader.Read(text);

        Assert.Equal([statement, "SELECT 'after';"], recorder.Statements.Select(found => found.Text));
        Assert.Equal(statement, Encoding.UTF8.GetString(text[(int)recorder.Statements[0].Start..(int)recorder.Statements[0].End]));
        Assert.True(reader.AtTopLevel);
    }

    [Fact]
    public void Nonstandard_strings_are_followed_when_the_dump_sets_them()
    {
        Recorder recorder = new();
        new DumpReader(recorder).Read("SET standard_conforming_strings = off;\nSELECT 'a\\';b';\nSET standard_conforming_strings = on;\nSELECT 'a\\';"u8);

        Assert.Equal(4, recorder.Statements.Count);
    }

    [Theory]
    [InlineData("\\! id\n")]
    [InlineData("\\connect x\n")]
    [InlineData("SELECT 1 \\gexec\n")]
    [InlineData("SELECT 1; \\g /tmp/x\n")]
    [InlineData("\\restrict a\n\\restrict b\n")]
    [InlineData("\\restrict a\n\\unrestrict a\nSELECT 1;\n")]
    [InlineData("\\unrestrict a\n")]
    [InlineData("COMMIT;\n")]
    [InlineData("rollback;\n")]
    [InlineData("start transaction;\n")]
    [InlineData("END;\n")]
    [InlineData("ABORT;\n")]
    [InlineData("savepoint a;\n")]
    [InlineData("PREPARE TRANSACTION 'x';\n")]
    [InlineData("BEGIN;\nBEGIN;\n")]
    [InlineData("BEGIN;\nDROP TABLE t;\nCOMMIT;\n")]
    [InlineData("COPY t FROM '/etc/passwd';\n")]
    [InlineData("COPY t TO PROGRAM 'sh';\n")]
    [InlineData("COPY (SELECT 1) TO STDOUT;\n")]
    public void What_pg_dump_does_not_write_is_reported(string text)
        => Assert.NotEmpty(Read(text).Violations);

    [Theory]
    [InlineData("\\restrict abc\n\nSET x = 1;\n" + Trailer + "\\unrestrict abc\n\n")]
    [InlineData("BEGIN;\n\nSELECT pg_catalog.lo_open('1', 131072);\nSELECT pg_catalog.lowrite(0, '\\x00');\nSELECT pg_catalog.lo_close(0);\n\nCOMMIT;\n")]
    [InlineData("COPY t FROM stdin;\n\\! id\n\\.\n")]
    [InlineData("SELECT '\n\\! id\n';\n-- \\! id\n")]
    public void What_pg_dump_writes_is_not_reported(string text)
        => Assert.Empty(Read(text).Violations);

    [Fact]
    public void Large_objects_are_counted_and_sized()
    {
        HubLargeObjects found = Read(
            "SELECT pg_catalog.lo_create('16401');\nSELECT pg_catalog.lo_create('16402');\nBEGIN;\nSELECT pg_catalog.lo_open('16401', 131072);\n"
            + $"SELECT pg_catalog.lowrite(0, '\\x{new string('0', 1_000_000)}');\nSELECT pg_catalog.lowrite(0, '\\x0aff');\nSELECT pg_catalog.lo_close(0);\nCOMMIT;\n").LargeObjects;

        Assert.Equal((2, 500_002), (found.Count, found.Bytes));
    }

    [Theory]
    [InlineData("SELECT pg_catalog.setval('public.a_id_seq', 42, true);", "public", "a_id_seq", 42, true)]
    [InlineData("SELECT pg_catalog.setval('public.\"Pièces jointes_id_seq\"', 1, false);", "public", "Pièces jointes_id_seq", 1, false)]
    [InlineData("SELECT pg_catalog.setval('\"a.b\".\"it''s \"\"q\"\"\"', -7, true);", "a.b", "it's \"q\"", -7, true)]
    public void Sequences_are_read(string statement, string schema, string name, long value, bool isCalled)
    {
        HubSequence sequence = Assert.Single(Read(statement + "\n").Sequences);

        Assert.Equal((schema, name, value, isCalled), (sequence.Schema, sequence.Name, sequence.Value, sequence.IsCalled));
    }

    [Theory]
    [InlineData("SELECT 1;\n" + Trailer, true)]
    [InlineData("\\restrict x\nSELECT 1;\n" + Trailer + "\\unrestrict x\n", true)]
    [InlineData("BEGIN;\n" + Trailer, false)]
    [InlineData("SELECT 1;\n", false)]
    [InlineData("SELECT '\n" + Trailer + "';\n", false)]
    [InlineData("COPY t FROM stdin;\n" + Trailer + "\\.\n", false)]
    [InlineData("COPY t FROM stdin;\n" + Trailer, false)]
    [InlineData("CREATE FUNCTION f() AS $$\n" + Trailer + "$$;\n", false)]
    [InlineData("/*\n" + Trailer + "*/\n", false)]
    [InlineData(Trailer + "SELECT 1;\n", false)]
    [InlineData("SELECT 1\n" + Trailer, false)]
    [InlineData("-- PostgreSQL database dump complete?\n", false)]
    public void The_trailer_counts_only_where_pg_dump_writes_it(string text, bool whole)
        => Assert.Equal(whole, IsWhole(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_dump_of_difficult_objects_is_read_as_its_database_was_made()
    {
        DumpInventory inventory = Read(File.ReadAllText(SamplePath));

        Assert.Equal(
            ["Sch;é\"ma.Ta\nble 3", "public.enfant 2", "public.h 4", "public.parent 1", "public.sans_colonne 2", "public.vide 0"],
            inventory.Tables.Select(table => $"{table} {table.Rows}").Order(StringComparer.Ordinal));
        Assert.Equal(["Sch;é\"ma.Ta\nble_id_seq 3 True", "public.sé'q\"uence 99 False"], inventory.Sequences.Select(sequence => $"{sequence} {sequence.Value} {sequence.IsCalled}").Order(StringComparer.Ordinal));
        Assert.Equal(2, inventory.LargeObjects.Count);
        Assert.Empty(inventory.Violations);
        Assert.True(inventory.UsesRestrict);
    }

    [Fact]
    public void Pieces_of_any_size_tell_the_same()
    {
        byte[] text = File.ReadAllBytes(SamplePath);
        string whole = Describe([text]);

        Assert.Equal(whole, Describe(text.Select(single => new[] { single })));
        Gen.Int[1, 5000].Array[1, 40].Sample(
            lengths =>
            {
                List<byte[]> pieces = [];
                for (int at = 0, n = 0; at < text.Length; n++)
                {
                    int length = Math.Min(lengths[n % lengths.Length], text.Length - at);
                    pieces.Add(text[at..(at + length)]);
                    at += length;
                }

                return Describe(pieces) == whole;
            },
            iter: 200);
    }

    [Fact]
    public void A_dump_that_is_cut_anywhere_is_never_whole()
    {
        byte[] text = File.ReadAllBytes(SamplePath);
        int end = text.AsSpan().LastIndexOf("-- PostgreSQL database dump complete"u8) + "-- PostgreSQL database dump complete".Length;
        Assert.True(IsWhole(text));

        Gen.Int[0, end - 1].Sample(length => !IsWhole(text[..length]), iter: 300);
        Assert.All(Enumerable.Range(end - 300, 300), length => Assert.False(IsWhole(text[..length])));
    }

    [Fact]
    public void Whatever_a_value_or_a_name_holds_the_counts_are_right()
    {
        string[] nastyParts = ["'", "\"", "$$", "$a$", "\\\\", ";", "--", "/*", "*/", "COPY t FROM stdin;", "\\\\.", "é", "(", ")", "E'", " ", "x", "BEGIN", "END"];
        Gen<string> nasty = Gen.Int[0, nastyParts.Length - 1].Array[0, 12].Select(parts => string.Concat(parts.Select(part => nastyParts[part])));
        Gen.Select(nasty, nasty, nasty.Array[0, 5], Gen.Int[1, 60]).Sample((name, literal, rows, piece) =>
        {
            string quoted = "\"n" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
            string text = $"SELECT '{literal.Replace("'", "''", StringComparison.Ordinal)}';\nCOPY public.{quoted} ({quoted}, b) FROM stdin;\n"
                + string.Concat(rows.Select(row => row + "\n")) + "\\.\nSELECT $tag_$" + literal + "$tag_$;\n" + Trailer;
            DumpInventory inventory = new();
            DumpReader reader = new(inventory);
            foreach (byte[] chunk in Encoding.UTF8.GetBytes(text).Chunk(piece))
            {
                reader.Read(chunk);
            }

            HubTable table = Assert.Single(inventory.Tables);
            Assert.Equal("n" + name, table.Name);
            Assert.Equal(rows.Length, table.Rows);
            Assert.True(reader.AtTopLevel);
            reader.Complete();
            Assert.True(inventory.IsComplete);
            Assert.Empty(inventory.Violations);
        });
    }

    [Fact]
    public void Text_of_any_kind_is_read_to_its_end()
        => Gen.Byte.Array[0, 500].Sample(text =>
        {
            DumpReader reader = new(new DumpInventory());
            reader.Read(text);
            reader.Complete();
            Assert.Equal(text.Length, reader.Position);
        });

    private static string SamplePath => Path.Combine(AppContext.BaseDirectory, "Sql", "Samples", "objects.sql");

    private static DumpInventory Read(string text)
    {
        DumpInventory inventory = new();
        DumpReader reader = new(inventory);
        reader.Read(Encoding.UTF8.GetBytes(text));
        reader.Complete();
        return inventory;
    }

    private static bool IsWhole(byte[] text)
    {
        DumpInventory inventory = new();
        DumpReader reader = new(inventory);
        reader.Read(text);
        reader.Complete();
        return inventory.IsComplete;
    }

    private static string Describe(IEnumerable<byte[]> pieces)
    {
        Recorder recorder = new();
        DumpReader reader = new(recorder);
        foreach (byte[] piece in pieces)
        {
            reader.Read(piece);
        }

        reader.Complete();
        return string.Join('\n', recorder.Items);
    }
}
