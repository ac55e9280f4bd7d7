using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

/// <summary>
/// Real dumps of PostgreSQL 15.18: two of one database of tricky objects (names with quotes, line ends and semicolons, a table without columns, rows of
/// <c>\.</c>, partitions by hash of an enum, inheritance, SQL-standard bodies, rules, false COPY lines in bodies and comments, large objects), the
/// second made with <c>standard_conforming_strings = off</c>; and one of a LATIN1 database. The numbers are those that the database itself counted.
/// </summary>
public sealed class DumpSampleTests
{
    private const string Schema = "Schéma \"x\".y";

    public static TheoryData<string> Samples => ["tricky_pg15.sql", "escaped_strings_pg15.sql", "latin1_pg15.sql", "large_objects_pg17.sql", "objects.sql"];

    [Theory]
    [InlineData("tricky_pg15.sql")]
    [InlineData("escaped_strings_pg15.sql")]
    public void Tricky_tables_are_counted(string sample)
    {
        DumpInventory inventory = DumpText.Inventory(DumpText.Sample(sample), [int.MaxValue]);
        Assert.Equal(
            [
                (Schema, "Pièces\njointes; COPY x FROM stdin;", 5L),
                ("public", "a$b", 1L),
                ("public", "begin", 1L),
                ("public", "enfant", 4L),
                ("public", "messages", 12L),
                ("public", "parent", 3L),
                ("public", "points", 50L),
                ("public", "zero", 7L),
                ("public", "zero_vide", 0L),
                ("vide", "vide", 0L),
            ],
            inventory.Tables.Select(table => (table.Schema, table.Name, table.Rows)));
        Assert.Equal(
            [
                (Schema, "Pièces\njointes; COPY x FROM stdin;_id_seq", 5L, true),
                (Schema, "s'é\"q;", -6L, true),
                ("public", "jamais", 1L, false),
            ],
            inventory.Sequences.Select(sequence => (sequence.Schema, sequence.Name, sequence.Value, sequence.IsCalled)));
        Assert.Equal((3L, 12603L), (inventory.LargeObjects.Count, inventory.LargeObjects.Bytes));
        Assert.Equal(("15.18", "15.18", "UTF8"), (inventory.ServerVersion, inventory.PgDumpVersion, inventory.Encoding));
    }

    [Fact]
    public void Names_in_LATIN1_are_read()
    {
        DumpInventory inventory = DumpText.Inventory(DumpText.Sample("latin1_pg15.sql"), [int.MaxValue]);
        Assert.Equal(("Été", 2L), (inventory.Tables[0].Name, inventory.Tables[0].Rows));
        Assert.Equal("séq", inventory.Sequences[0].Name);
        Assert.Equal("LATIN1", inventory.Encoding);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_real_dump_is_complete_and_harmless(string sample)
    {
        byte[] text = DumpText.Sample(sample);
        DumpInventory inventory = DumpText.Inventory(text, [int.MaxValue]);
        Assert.True(inventory.IsComplete);
        Assert.Empty(inventory.Violations);
        Assert.Equal(text.Length, inventory.Length);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Byte_by_byte_a_dump_reads_the_same(string sample)
    {
        byte[] text = DumpText.Sample(sample);
        Assert.Equal(Recorder.Read(text).Items, Recorder.Read(text, 1).Items);
        Assert.Equal(Recorder.Read(text).Places, Recorder.Read(text, 1).Places);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_byte_belongs_to_one_item_or_is_blank(string sample)
    {
        byte[] text = DumpText.Sample(sample);
        long end = 0;
        foreach ((long start, long next) in Recorder.Read(text).Places)
        {
            Assert.InRange(start, end, next);
            Assert.False(text.AsSpan((int)end, (int)(start - end)).ContainsAnyExcept(" \t\n"u8), $"between {end} and {start}");
            end = next;
        }
        Assert.False(text.AsSpan((int)end).ContainsAnyExcept(" \t\n"u8));
    }

    [Fact]
    public void A_data_start_points_at_the_first_row()
    {
        byte[] text = DumpText.Sample("tricky_pg15.sql");
        HubTable table = DumpText.Inventory(text, [int.MaxValue]).Tables.Single(found => found.Name == "enfant");
        Assert.Equal("1\n2\n3\n4\n\\."u8, text.AsSpan((int)table.DataStart, (int)table.Bytes + 2));
    }
}
