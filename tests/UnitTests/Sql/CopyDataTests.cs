using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class CopyDataTests
{
    private const string Header = "COPY public.t (a) FROM stdin;\n";

    [Theory]
    [InlineData("", 0)]
    [InlineData("1\n", 1)]
    [InlineData("\n", 1)]
    [InlineData("\n\n\n", 3)]
    [InlineData("\\\\.\n", 1)]
    [InlineData("\\N\n\\\\\n\\n\\\\.\\n\n", 3)]
    [InlineData("a\\.\n\\\\\n", 2)]
    [InlineData("\\.x\n", 1)]
    [InlineData("\\.\rx\n", 1)]
    [InlineData("\\\n", 1)]
    [InlineData("COPY public.t (a) FROM stdin;\n'$$\"/*\n", 2)]
    public void Rows_are_lines_until_the_closing_one(string data, int rows)
    {
        foreach (string closing in (string[])["\\.\n", "\\.\r\n"])
        {
            foreach (int chunk in (int[])[1, 2, 3, 5, int.MaxValue])
            {
                Recorder read = Recorder.Read(Header + data + closing + "SELECT 1;\n", chunk);
                int end = Header.Length + data.Length;
                Assert.Equal([$"{rows} bytes {data.Length} from {Header.Length} to {end} then {end + closing.Length}"], read.Of("rows"));
                Assert.Contains("statement SELECT 1;", read.Items);
                Assert.Empty(read.Of("violation"));
            }
        }
    }

    [Fact]
    public void Blanks_after_the_header_belong_to_its_line()
    {
        Assert.Equal(["1 bytes 2 from 33 to 35 then 38"], Recorder.Read("COPY public.t (a) FROM stdin; \t\r\n1\n\\.\n").Of("rows"));
    }

    [Theory]
    [InlineData("copy t from stdin with (format csv);")]
    [InlineData("COPY BINARY t FROM STDIN;")]
    [InlineData("COPY t FROM STDOUT;")]
    [InlineData("COPY t (a, \"b)\") /* */ FROM -- x\n stdin WHERE a > 0;")]
    public void Every_form_of_COPY_from_the_client_takes_data(string header)
    {
        Recorder read = Recorder.Read(header + "\nSELECT 'not a statement;\n\\.\n");
        Assert.Equal([header], read.Of("statement"));
        Assert.Single(read.Of("rows"));
    }

    [Theory]
    [InlineData("COPY t FROM '/etc/passwd';")]
    [InlineData("COPY t FROM PROGRAM 'id';")]
    [InlineData("COPY t TO STDOUT;")]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'id';")]
    [InlineData("COMMENT ON TABLE t IS 'COPY t FROM stdin;';")]
    public void Other_statements_take_none(string statement) =>
        Assert.Equal([statement, "SELECT 1;"], Recorder.Read(statement + "\nSELECT 1;\n").Of("statement"));

    [Fact]
    public void A_block_of_one_partition_is_marked()
    {
        Recorder read = Recorder.Read(
            "-- load via partition root public.messages\n\n" + Header + "\\.\n" + Header + "\\.\n-- load via partition root x\nSELECT 1;\n" + Header + "\\.\n");
        Assert.Equal(["public.t at 74 via root", "public.t at 107", "public.t at 179"], read.Of("copy"));
    }

    [Fact]
    public void Rows_cost_no_memory()
    {
        byte[] row = "1\tBéton armé C25/30\t\\N\n"u8.ToArray();
        long few = AllocatedFor(row, 1000);
        long many = AllocatedFor(row, 100_000);
        Assert.True(many <= few + 1024, $"{few} bytes for 1,000 rows, {many} for 100,000");
    }

    private static long AllocatedFor(byte[] row, int rows)
    {
        byte[] chunk = [.. Enumerable.Repeat(row, 1000).SelectMany(bytes => bytes)];
        var reader = new DumpReader(new DumpInventory());
        reader.Read("COPY public.t (a, b, c) FROM stdin;\n"u8);
        reader.Read(chunk);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int done = 0; done < rows; done += 1000)
        {
            reader.Read(chunk);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
