using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class CopyHeaderTests
{
    [Theory]
    [InlineData("COPY public.t (a) FROM stdin;", "public", "t", "a")]
    [InlineData("COPY public.\"Pièces jointes\" (id, \"contenu \"\"brut\"\"\") FROM stdin;", "public", "Pièces jointes", "id|contenu \"brut\"")]
    [InlineData("COPY \"a.b\".\"c.\"\"d\" (\"e,)\") FROM stdin;", "a.b", "c.\"d", "e,)")]
    [InlineData("COPY \"x\ny\".\"COPY t FROM stdin;\" (\"\n\") FROM stdin;", "x\ny", "COPY t FROM stdin;", "\n")]
    [InlineData("COPY public.begin (\"end\", \"case\") FROM stdin;", "public", "begin", "end|case")]
    [InlineData("COPY public.zero  FROM stdin;", "public", "zero", "")]
    [InlineData("COPY t (a) FROM stdin;", "", "t", "a")]
    [InlineData("copy Public.T$1 (A_É) from STDIN ;", "public", "t$1", "a_É")]
    public void Names_are_unquoted(string header, string schema, string table, string columns)
    {
        CopyHeader? parsed = CopyHeader.TryParse(Encoding.UTF8.GetBytes(header), Encoding.UTF8);
        Assert.NotNull(parsed);
        Assert.True(parsed.IsPlain);
        Assert.Equal((schema, table, columns), (parsed.Schema, parsed.Table, string.Join('|', parsed.Columns)));
    }

    [Fact]
    public void The_longest_header_that_a_table_can_have_is_read_whole()
    {
        string name = "\"" + new string('"', 126) + "\"";
        string header = $"COPY {name}.{name} ({string.Join(", ", Enumerable.Repeat(name, 1600))}) FROM stdin;";
        Assert.InRange(header.Length, 200_000, DumpReader.RetainedBytes);
        Assert.Equal(1600, CopyHeader.TryParse(Encoding.UTF8.GetBytes(header), Encoding.UTF8)?.Columns.Count);
    }

    [Theory]
    [InlineData("COPY public.t (a) FROM stdin WITH (FORMAT csv);")]
    [InlineData("COPY BINARY public.t (a) FROM stdin;")]
    [InlineData("COPY public.t (a) FROM stdin")]
    [InlineData("COPY public.t () FROM stdin;")]
    [InlineData("COPY public.t (a, 'b') FROM stdin;")]
    [InlineData("COPY public.t (a) FROM STDOUT;")]
    public void Other_forms_that_take_data_are_told_apart(string statement)
    {
        CopyHeader? parsed = CopyHeader.TryParse(Encoding.UTF8.GetBytes(statement), Encoding.UTF8);
        Assert.Equal(("public", "t", false), (parsed?.Schema, parsed?.Table, parsed?.IsPlain));
    }

    [Theory]
    [InlineData("COPY public.t (a FROM stdin;")]
    [InlineData("COPY a.b.c (a) FROM stdin;")]
    [InlineData("COPY public.t (a) TO stdin;")]
    [InlineData("COPY public.t (a) FROM 'stdin';")]
    [InlineData("COPY public.t (a) FROM \"stdin\";")]
    [InlineData("COPY U&\"t\" (a) FROM stdin;")]
    [InlineData("COPY \"t")]
    [InlineData("SELECT 1;")]
    [InlineData("")]
    public void What_takes_no_data_is_none(string statement) =>
        Assert.Null(CopyHeader.TryParse(Encoding.UTF8.GetBytes(statement), Encoding.UTF8));
}
