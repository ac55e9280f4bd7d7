using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class DumpCompletenessTests
{
    [Theory]
    [InlineData(DumpText.Trailer)]
    [InlineData("SELECT 1;\n" + DumpText.Trailer)]
    [InlineData("\\restrict aB1\nSELECT 1;\n" + DumpText.Trailer + "\\unrestrict aB1\n\n")]
    [InlineData("\\restrict aB1\r\nSELECT 1;\r\n--\r\n-- PostgreSQL database dump complete\r\n--\r\n\r\n\\unrestrict aB1\r\n")]
    [InlineData("SELECT 1;\n" + DumpText.Trailer + "-- more\n  /* and more */\n")]
    [InlineData("BEGIN;\nCOMMIT;\n" + DumpText.Trailer)]
    [InlineData("--\n-- PostgreSQL database dump complete\n")]
    public void A_text_that_ends_with_the_trailer_is_complete(string text)
    {
        DumpInventory inventory = DumpText.Inventory(text);
        Assert.True(inventory.IsComplete);
        Assert.Empty(inventory.Violations);
        Assert.Equal(text.Length, inventory.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SELECT 1;\n")]
    [InlineData("--\n-- PostgreSQL database dump complete\n--")]
    [InlineData("--\n-- PostgreSQL database dump complete")]
    [InlineData("--\n-- PostgreSQL database dump complet\n")]
    [InlineData("--\n-- PostgreSQL database dump complete and more\n--\n")]
    [InlineData("--\n-- PostgreSQL database cluster dump complete\n--\n")]
    [InlineData("-- PostgreSQL database dump complete\nSELECT 1;\n--\n")]
    [InlineData(DumpText.Trailer + "SELECT 1;\n")]
    [InlineData(DumpText.Trailer + "SELECT 1\n")]
    [InlineData(DumpText.Trailer + "\0\0\0\0\n")]
    [InlineData(DumpText.Trailer + "/* open\n")]
    [InlineData(DumpText.Trailer + "\\connect x\n")]
    [InlineData(DumpText.Trailer + "COPY public.t (a) FROM stdin;\n\\.\n")]
    [InlineData("COPY public.t (a) FROM stdin;\n" + DumpText.Trailer)]
    [InlineData("COMMENT ON TABLE t IS '\n" + DumpText.Trailer)]
    [InlineData("COMMENT ON TABLE t IS '\n" + DumpText.Trailer + "';\n")]
    [InlineData("SELECT $$\n" + DumpText.Trailer + "$$;\n")]
    [InlineData("/*\n" + DumpText.Trailer + "*/\n")]
    [InlineData("SELECT (\n" + DumpText.Trailer)]
    [InlineData("BEGIN;\n" + DumpText.Trailer)]
    [InlineData("\\restrict a\n" + DumpText.Trailer)]
    [InlineData("\\restrict a\n" + DumpText.Trailer + "\\unrestrict b\n")]
    [InlineData("\\restrict a\n" + DumpText.Trailer + "\\unrestrict a")]
    public void Any_other_text_is_not(string text) => Assert.False(DumpText.Inventory(text).IsComplete);

    [Fact]
    public void Nothing_is_complete_before_its_end()
    {
        var inventory = new DumpInventory();
        var reader = new DumpReader(inventory);
        reader.Read("--\n-- PostgreSQL database dump complete\n--\n\n"u8);
        Assert.False(inventory.IsComplete);
        reader.Complete();
        Assert.True(inventory.IsComplete);
    }

    [Theory]
    [InlineData("large_objects_pg17.sql")]
    [InlineData("latin1_pg15.sql")]
    public void No_shorter_text_is_complete(string sample)
    {
        byte[] whole = DumpText.Sample(sample);
        // The very last byte is an empty line after \unrestrict.
        for (int length = 0; length < whole.Length - 1; length++)
        {
            Assert.False(DumpText.Inventory(whole.AsSpan(0, length), [int.MaxValue]).IsComplete, $"complete at {length} of {whole.Length}");
        }
        Assert.True(DumpText.Inventory(whole, [int.MaxValue]).IsComplete);
    }
}
