using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class SqlLexingTests
{
    [Theory]
    [InlineData("SELECT ';';")]
    [InlineData("SELECT 'it''s;';")]
    [InlineData(@"SELECT '\';")]
    [InlineData(@"SELECT E'\';';")]
    [InlineData(@"SELECT e'a\\';")]
    [InlineData(@"SELECT U&'d\0061t;\';")]
    [InlineData("SELECT B'01;', X'1F;', N';';")]
    [InlineData("SELECT \"a;\"\"b\nc\" FROM \"x;--y\";")]
    [InlineData("SELECT U&\"d;\" FROM t;")]
    [InlineData("SELECT $$;'$x$ $ $$;")]
    [InlineData("SELECT $a$;$b$;$$;$a;$a$;")]
    [InlineData("SELECT $é_1$;$é_1$;")]
    [InlineData("SELECT $a$;$$a$;")]
    [InlineData(@"SELECT $e'\';';")]
    [InlineData("SELECT a$b$, c$b$;")]
    [InlineData("SELECT $1, $2;")]
    [InlineData("SELECT 1 -- ; '\n;")]
    [InlineData("SELECT 1 /* ; ' /* ; */ ; */ ;")]
    [InlineData("SELECT 1 /**/ + 2 /***/;")]
    [InlineData("SELECT 1 /* /*/ */ ; */;")]
    [InlineData("SELECT 2 */* ; */ 3;")]
    [InlineData("CREATE RULE r AS ON DELETE TO t DO ALSO (DELETE FROM a; NOTIFY b;);")]
    [InlineData("SELECT 1 - -1 / 2;")]
    [InlineData("SELECT (array[1,2,3])[1:2], a::text, x := 1, 1e-5, 1.5, 1e10;")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END;")]
    [InlineData("create or replace procedure p() begin atomic begin select 1; end; select case a when 1 then case b when 2 then 3 end end; end;")]
    [InlineData("CREATE FUNCTION f(\"begin\" int, b int DEFAULT (CASE WHEN true THEN 1 END)) RETURNS int RETURN 1;")]
    [InlineData("CREATE FUNCTION f(begin int) RETURNS int RETURN 1;")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT a[1:case]; END;")]
    [InlineData("CREATE FUNCTION f CASE ;")]
    [InlineData("CREATE FUNCTION $begin ; END;")]
    [InlineData("N'a' CREATE FUNCTION f BEGIN ; END;")]
    [InlineData("CREATE TABLE t (\"case\" int, begin int);")]
    [InlineData("SELECT 1&2, 1'a', 1$$;$$;")]
    [InlineData("COMMENT ON TABLE t IS 'COPY x FROM stdin;\n\\.\n-- PostgreSQL database dump complete';")]
    [InlineData(";")]
    public void A_statement_ends_at_its_own_semicolon(string statement)
    {
        foreach (int chunk in (int[])[1, 2, 3, int.MaxValue])
        {
            Recorder read = Recorder.Read(statement + "\nSELECT 'next';\n", chunk);
            Assert.Equal(["statement " + statement, "statement SELECT 'next';", $"end {Encoding.UTF8.GetByteCount(statement) + 16} True"], read.Items);
        }
    }

    [Fact]
    public void Strings_follow_standard_conforming_strings_from_the_next_line_on()
    {
        Recorder read = Recorder.Read("SET standard_conforming_strings = off; SELECT '\\';\nSELECT '\\';';\nSET standard_conforming_strings = on;\nSELECT '\\';\n");
        Assert.Equal(
            ["SET standard_conforming_strings = off;", "SELECT '\\';", "SELECT '\\';';", "SET standard_conforming_strings = on;", "SELECT '\\';"],
            read.Of("statement"));
    }

    [Theory]
    [InlineData(@"SELECT '\';';")]
    [InlineData(@"SELECT B'\', X'\';")]
    [InlineData(@"SELECT B'0''\'' ;")]
    [InlineData(@"SELECT U&'\';")]
    [InlineData("SELECT \"\\\", $$\\$$;")]
    public void Without_standard_conforming_strings_backslashes_escape_in_plain_strings_alone(string statement)
    {
        Recorder read = Recorder.Read($"SET standard_conforming_strings = off;\n{statement}\nSELECT 'next';\n");
        Assert.Equal(["SET standard_conforming_strings = off;", statement, "SELECT 'next';"], read.Of("statement"));
    }

    [Fact]
    public void The_line_of_a_COPY_is_a_line_too()
    {
        Recorder read = Recorder.Read(
            "SET standard_conforming_strings = off; COPY public.t (a) FROM stdin;\n\\.\nSELECT '\\';';\n");
        Assert.Equal("SELECT '\\';';", read.Of("statement").Last());
    }

    [Fact]
    public void Items_have_the_offsets_of_their_bytes()
    {
        string text = "-- é\n\nSELECT 1;  /* b */ SELECT\n 2;\n\\echo x\nCOPY public.t (a) FROM stdin;\n1\n2\n\\.\n\n--";
        Recorder read = Recorder.Read(text);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(
            ["-- é", "SELECT 1;", "/* b */", "SELECT\n 2;", "\\echo x", "COPY public.t (a) FROM stdin;", "1\n2\n\\.\n", "--"],
            read.Places.Select(place => Encoding.UTF8.GetString(bytes[(int)place.Start..(int)place.End])));
    }

    [Fact]
    public void A_backslash_outside_quotes_is_a_command_to_the_end_of_its_line()
    {
        Recorder read = Recorder.Read("\\connect x; SELECT 1;\nSELECT 1 \\gexec\n, 2;\n  \\! rm");
        Assert.Equal(["\\connect x; SELECT 1;", "\\! rm"], read.Of("command"));
        Assert.Equal(["\\gexec"], read.Of("inner"));
        Assert.Equal(["SELECT 1 \\gexec\n, 2;"], read.Of("statement"));
        Assert.Equal(["\\gexec"], Recorder.Read("SELECT 1 \\gexec").Of("inner"));
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("SELECT 'a;")]
    [InlineData("SELECT \"a;")]
    [InlineData("SELECT $a$;")]
    [InlineData("SELECT (1;")]
    [InlineData("SELECT 1 -- ;")]
    [InlineData("/* a")]
    [InlineData("-")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;")]
    [InlineData("COPY public.t (a) FROM stdin;")]
    [InlineData("COPY public.t (a) FROM stdin;\n")]
    [InlineData("COPY public.t (a) FROM stdin;\n1\n")]
    [InlineData("COPY public.t (a) FROM stdin;\n1\n\\.")]
    public void A_text_that_ends_in_the_middle_is_told(string text)
    {
        Assert.Contains(Recorder.Read("SELECT 1;\n" + text).Of("violation"), told => told.StartsWith("Unfinished 10 ", StringComparison.Ordinal));
        Assert.Contains(Recorder.Read("SELECT 1;\n" + text, 1).Of("violation"), told => told.StartsWith("Unfinished 10 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT 1e'\\'';", 9)]
    [InlineData("SELECT 1a$b$;", 9)]
    [InlineData("SELECT 1e--5;", 10)]
    [InlineData("SELECT :{?x};", 8)]
    [InlineData("SELECT 1\r;", 9)]
    [InlineData("COPY public.t (a) FROM stdin; SELECT '\n1\n\\.\n", 30)]
    public void Text_that_versions_of_psql_read_differently_is_told(string text, int offset)
    {
        Recorder whole = Recorder.Read(text);
        Assert.Contains(whole.Of("violation"), told => told.StartsWith($"AmbiguousText {offset} ", StringComparison.Ordinal));
        Assert.Equal(whole.Items, Recorder.Read(text, 1).Items);
    }

    [Fact]
    public void A_tag_too_long_to_follow_is_told()
    {
        string tag = "$" + new string('a', 5000) + "$";
        Assert.Contains(Recorder.Read($"SELECT {tag};{tag};\n").Of("violation"), told => told.StartsWith("AmbiguousText ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_NUL_byte_is_told_wherever_it_is()
    {
        Assert.Equal(["NulByte 14 "], Recorder.Read("-- a\nSELECT 'b\0';\nSELECT '\0';\n").Of("violation"));
        Assert.Equal(["NulByte 30 "], Recorder.Read("COPY public.t (a) FROM stdin;\n\0\n\\.\n").Of("violation"));
    }

    [Fact]
    public void Of_a_long_statement_the_beginning_is_kept()
    {
        string statement = "SELECT '" + new string('x', DumpReader.RetainedBytes) + "';";
        foreach (int chunk in (int[])[1000, int.MaxValue])
        {
            Recorder read = Recorder.Read("--\n" + statement + "\n", chunk);
            Assert.Equal([statement[..DumpReader.RetainedBytes]], read.Of("statement"));
            Assert.Equal((3, 3 + statement.Length), read.Places[1]);
        }
    }

    [Fact]
    public void A_completed_text_takes_no_more()
    {
        var reader = new DumpReader(new Recorder());
        reader.Read("SELECT 1;\n"u8);
        reader.Complete();
        Assert.Equal(10, reader.Position);
        Assert.Throws<InvalidOperationException>(() => reader.Read("--"u8));
        Assert.Throws<InvalidOperationException>(reader.Complete);
    }
}
