using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class DumpInventoryTests
{
    [Fact]
    public void Blocks_of_one_table_are_summed_at_its_first()
    {
        DumpInventory inventory = DumpText.Inventory(
            "COPY public.b (a) FROM stdin;\n1\n\\.\nCOPY public.a (a) FROM stdin;\n\\.\nCOPY public.b (a) FROM stdin;\n22\n333\n\\.\n");
        Assert.Equal(
            [("public", "b", 3L, 9L, 30L), ("public", "a", 0L, 0L, 65L)],
            inventory.Tables.Select(table => (table.Schema, table.Name, table.Rows, table.Bytes, table.DataStart)));
    }

    [Theory]
    [InlineData("public.x_seq', 42, true", "public", "x_seq", 42, true)]
    [InlineData("public.x', 1, false", "public", "x", 1, false)]
    [InlineData("\"S \"\"1\"\"\".\"s''é;\"', -6, true", "S \"1\"", "s'é;", -6, true)]
    [InlineData("a.b', -9223372036854775808, true", "a", "b", long.MinValue, true)]
    [InlineData("x_seq', 9223372036854775807, true", "", "x_seq", long.MaxValue, true)]
    public void Sequences_have_the_value_they_are_set_to(string arguments, string schema, string name, long value, bool isCalled)
    {
        DumpInventory inventory = DumpText.Inventory($"SELECT pg_catalog.setval('{arguments});\n");
        HubSequence sequence = Assert.Single(inventory.Sequences);
        Assert.Equal((schema, name, value, isCalled), (sequence.Schema, sequence.Name, sequence.Value, sequence.IsCalled));
        Assert.Empty(inventory.Violations);
    }

    [Fact]
    public void A_sequence_with_a_backslash_is_read_as_its_strings_are_written()
    {
        Assert.Equal("a\\b", DumpText.Inventory("SELECT pg_catalog.setval('public.\"a\\b\"', 1, true);\n").Sequences[0].Name);
        Assert.Equal(
            "a\\b",
            DumpText.Inventory("SET standard_conforming_strings = off;\nSELECT pg_catalog.setval('public.\"a\\\\b\"', 1, true);\n").Sequences[0].Name);
    }

    [Theory]
    [InlineData("SELECT pg_catalog.setval('public.x', 1, true, 2);")]
    [InlineData("SELECT pg_catalog.setval('public.x', 99999999999999999999, true);")]
    [InlineData("SELECT other.setval('public.x', 1, true);")]
    [InlineData("COMMENT ON TABLE t IS 'SELECT pg_catalog.setval(''public.x'', 1, true);';")]
    public void What_only_looks_like_setval_is_no_sequence(string statement) =>
        Assert.Empty(DumpText.Inventory(statement + "\n").Sequences);

    [Fact]
    public void Large_objects_are_counted_and_sized_as_pg_dump_17_writes_them()
    {
        DumpInventory inventory = DumpText.Inventory(DumpText.Sample("large_objects_pg17.sql"), [int.MaxValue]);
        Assert.Equal((4L, 11L), (inventory.LargeObjects.Count, inventory.LargeObjects.Bytes));
        Assert.Empty(inventory.Violations);
        Assert.True(inventory.IsComplete);
        Assert.Equal(("17.6", "17.6", "UTF8"), (inventory.ServerVersion, inventory.PgDumpVersion, inventory.Encoding));
    }

    [Fact]
    public void Versions_are_taken_from_the_head_alone()
    {
        DumpInventory inventory = DumpText.Inventory(
            "-- Dumped from database version 16beta1\n-- Dumped from database version 9\nSELECT 1;\n-- Dumped by pg_dump version 16.10\n");
        Assert.Equal("16beta1", inventory.ServerVersion);
        Assert.Null(inventory.PgDumpVersion);
        Assert.Null(inventory.Encoding);
    }

    [Theory]
    [InlineData("UTF8", 65001)]
    [InlineData("SQL_ASCII", 65001)]
    [InlineData("LATIN1", 28591)]
    [InlineData("LATIN9", 28605)]
    [InlineData("WIN1252", 1252)]
    [InlineData("KOI8R", 20866)]
    [InlineData("EUC_JP", 51932)]
    [InlineData("EUC_KR", 51949)]
    public void Names_are_read_in_the_encoding_of_the_dump(string name, int codePage)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
        string table = name switch { "EUC_JP" => "表示", "EUC_KR" => "표", "KOI8R" => "таблица", _ => "Été" };
        byte[] text = [
            .. Encoding.ASCII.GetBytes($"SET client_encoding = '{name}';\nCOPY public."),
            .. encoding.GetBytes($"\"{table}\""),
            .. "  FROM stdin;\n\\.\n"u8];
        DumpInventory inventory = DumpText.Inventory(text, [3]);
        Assert.Equal(table, Assert.Single(inventory.Tables).Name);
        Assert.Equal(name, inventory.Encoding);
        Assert.Empty(inventory.Violations);
    }

    [Fact]
    public void An_encoding_that_NET_lacks_keeps_names_apart()
    {
        byte[] text = [.. "SET client_encoding = 'EUC_TW';\n"u8, .. "COPY public.\"\u00c4\u00e3\"  FROM stdin;\n\\.\n"u8, .. "COPY public.\"\u00c4\u00e4\"  FROM stdin;\n\\.\n"u8];
        Assert.Equal(2, DumpText.Inventory(text, [100]).Tables.Count);
    }
}
