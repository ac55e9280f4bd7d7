using System.Text;
using CsCheck;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class TransactionTextTests
{
    private static readonly Gen<int[]> s_chunks = Gen.OneOf(Gen.Int[1, 4], Gen.Int[1, 200]).Array[1, 10];

    [Fact]
    public void All_of_any_dump_passes_but_BEGIN_and_COMMIT_however_it_is_cut() =>
        Gen.Select(DumpGenerator.Dumps, s_chunks).Sample((dump, chunks) =>
            Assert.Equal(WithoutTransactions(dump.Bytes), Encoding.UTF8.GetString(Pass(dump.Bytes, chunks, static _ => false))));

    [Fact]
    public void What_has_passed_never_ends_inside_a_statement() =>
        Gen.Select(DumpGenerator.Dumps, s_chunks).Sample((dump, chunks) =>
        {
            var told = new Recorder();
            var reader = new DumpReader(told);
            Pass(dump.Bytes, chunks, static _ => false, piece =>
            {
                reader.Read(piece);
                Assert.True(reader.AtTopLevel || told.Items is [.., string last] && last.StartsWith("copy ", StringComparison.Ordinal), Encoding.UTF8.GetString(piece));
            });
        });

    [Fact]
    public void BEGIN_and_COMMIT_in_rows_strings_and_bodies_stay()
    {
        const string Text = """
            CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$
            BEGIN;
            COMMIT;
            $$;
            COPY public.t (a) FROM stdin;
            BEGIN;
            COMMIT;
            \.
            COMMENT ON TABLE public.t IS 'x
            COMMIT;
            ';
            BEGIN;
            SELECT pg_catalog.lo_open('1', 131072);
            COMMIT;

            """;

        string passed = Encoding.UTF8.GetString(Pass(Encoding.UTF8.GetBytes(Text), [3], static _ => false));

        Assert.Equal(Text.Replace("BEGIN;\nSELECT pg_catalog.lo_open('1', 131072);\nCOMMIT;", "\nSELECT pg_catalog.lo_open('1', 131072);\n", StringComparison.Ordinal), passed);
    }

    [Fact]
    public void What_is_left_out_is_asked_for_by_kind_and_name()
    {
        const string Text = """
            CREATE SCHEMA "Été";
            CREATE SCHEMA IF NOT EXISTS app;
            CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;
            COMMENT ON EXTENSION hstore IS 'x';
            COMMENT ON SCHEMA public IS 'y';
            COMMENT ON TABLE schema.extension IS 'z';
            CREATE TABLE schema (a int);

            """;
        List<string> asked = [];

        string passed = Encoding.UTF8.GetString(Pass(Encoding.UTF8.GetBytes(Text), [5], statement =>
        {
            asked.Add($"{statement.Kind} {statement.Name}");
            return statement.Name is "app" or "hstore";
        }));

        Assert.Equal(["CreateSchema Été", "CreateSchema app", "CreateExtension hstore", "CommentOnExtension hstore", "CommentOnSchema public"], asked);
        Assert.DoesNotContain("app", passed, StringComparison.Ordinal);
        Assert.DoesNotContain("hstore", passed, StringComparison.Ordinal);
        Assert.Contains("CREATE SCHEMA \"Été\";", passed, StringComparison.Ordinal);
        Assert.EndsWith("CREATE TABLE schema (a int);\n", passed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_longer_than_a_reader_is_shown_is_not_held_to_its_end()
    {
        string text = "COMMENT ON SCHEMA public IS '" + new string('x', 3 * DumpReader.RetainedBytes) + "';\nBEGIN;\n";
        long most = 0;
        long passed = 0;
        long read = 0;
        const int Chunk = 1 << 16;

        byte[] result = Pass(Encoding.UTF8.GetBytes(text), [Chunk], static _ => true, piece =>
        {
            read += Chunk;
            passed += piece.Length;
            most = Math.Max(most, read - passed);
        });

        Assert.Equal(text[..^"BEGIN;\n".Length] + "\n", Encoding.UTF8.GetString(result));
        Assert.InRange(most, 0, DumpReader.RetainedBytes + (2 * Chunk));
    }

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a);", true)]
    [InlineData("CREATE UNIQUE INDEX concurrently i ON t (a);", true)]
    [InlineData("DROP INDEX CONCURRENTLY i;", true)]
    [InlineData("CREATE INDEX \"concurrently\" ON t (a);", false)]
    [InlineData("CREATE INDEX i ON public.concurrently (a);", false)]
    [InlineData("ALTER TYPE public.\"a b\" ADD VALUE 'x';", true)]
    [InlineData("ALTER TYPE public.a ADD ATTRIBUTE x int;", false)]
    [InlineData("/* x */ VACUUM;", true)]
    [InlineData("CREATE TABLE public.vacuum (a int);", false)]
    [InlineData("ALTER SUBSCRIPTION s ENABLE;", true)]
    [InlineData("ALTER SYSTEM SET x = 1;", true)]
    [InlineData("ALTER DATABASE d SET x = 1;", true)]
    [InlineData("COMMENT ON DATABASE d IS 'x';", false)]
    public void Statements_that_no_transaction_can_hold_are_known(string statement, bool expected)
        => Assert.Equal(expected, Demands(statement + "\n").Lone is not null);

    [Fact]
    public void What_a_dump_makes_is_counted()
    {
        DumpDemands demands = Demands("""
            CREATE SCHEMA s;
            CREATE EXTENSION hstore;
            CREATE TABLE s."Pièces jointes" (a int);
            CREATE UNLOGGED TABLE s.u (a int, CONSTRAINT c CHECK (a > 0) NOT VALID);
            CREATE UNIQUE INDEX i ON s.u (a);
            ALTER TABLE ONLY s.u ADD CONSTRAINT d CHECK (a > 1) NOT VALID;
            ALTER DOMAIN s.m ADD CONSTRAINT d CHECK (VALUE > 1) NOT VALID;
            ALTER TABLE ONLY s.u ALTER COLUMN a SET NOT NULL;

            """);

        Assert.Equal([new TableName("s", "Pièces jointes"), new TableName("s", "u")], demands.Tables);
        Assert.Equal(["s"], demands.Schemas);
        Assert.Equal(["hstore"], demands.Extensions);
        Assert.Equal(3 + 3 + 1 + 1 + 1, demands.Relations);
    }

    [Theory]
    [InlineData("Chantiers", "", "chantiers")]
    [InlineData("Public.\"Pièces jointes\"", "public", "Pièces jointes")]
    [InlineData("\"a.b\".\"c\"\"d\"", "a.b", "c\"d")]
    [InlineData("\"ligne\nneuve\"", "", "ligne\nneuve")]
    [InlineData("été", "", "été")]
    public void Names_are_read_as_PostgreSQL_does(string text, string schema, string name)
        => Assert.Equal(new TableName(schema, name), TableName.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a.b.c")]
    [InlineData("chant*")]
    [InlineData("\"open")]
    [InlineData("a;")]
    public void What_is_no_name_is_not_read(string text) => Assert.Null(TableName.Parse(text));

    private static DumpDemands Demands(string text)
    {
        var demands = new DumpDemands();
        DumpText.Feed(demands, Encoding.UTF8.GetBytes(text), [int.MaxValue]);
        return demands;
    }

    private static byte[] Pass(byte[] text, int[] chunks, Func<ObjectStatement, bool> leavesOut, Action<byte[]>? each = null)
    {
        var passing = new TransactionText(leavesOut);
        using MemoryStream passed = new();
        for (int at = 0, turn = 0; at < text.Length; turn++)
        {
            int size = Math.Min(text.Length - at, chunks[turn % chunks.Length]);
            byte[] piece = passing.Read(text.AsSpan(at, size)).ToArray();
            each?.Invoke(piece);
            passed.Write(piece);
            at += size;
        }

        return passed.ToArray();
    }

    private static string WithoutTransactions(byte[] text)
    {
        using MemoryStream rest = new();
        int at = 0;
        foreach ((long start, long end, _) in Recorder.Read(text).Statements.Where(item => item.Text is "BEGIN;" or "COMMIT;"))
        {
            rest.Write(text.AsSpan(at, (int)start - at));
            at = (int)end;
        }

        rest.Write(text.AsSpan(at));
        return Encoding.UTF8.GetString(rest.ToArray());
    }
}
