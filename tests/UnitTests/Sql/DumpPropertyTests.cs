using System.Text;
using CsCheck;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class DumpPropertyTests
{
    private static readonly Gen<int[]> s_chunks = Gen.OneOf(Gen.Int[1, 4], Gen.Int[1, 200]).Array[1, 10];

    // Text without rhyme or reason, of the bytes that mean something to somebody.
    private static readonly Gen<string> s_soup = Gen.OneOf(
        "'", "\"", "\\", "\n", "\r", ";", "(", ")", "$", "$a$", "-", "--", "/", "*", "/*", "*/", ":", "{", "e", "E'", "U&", "&", "b", "1", ".", "1e", "é", " ",
        "begin ", "end ", "case ", "create function f ", "\\.\n", "\0", "COPY t (a) FROM stdin;\n", "SET standard_conforming_strings = off;", "BEGIN;",
        "COMMIT;", "\\restrict a\n", "\\unrestrict a\n", "\n--\n-- PostgreSQL database dump complete\n--\n").Array[0, 60].Select(string.Concat);

    [Fact]
    public void Any_cut_of_a_dump_gives_the_same_inventory() =>
        Gen.Select(DumpGenerator.Dumps, s_chunks).Sample((dump, chunks) =>
            Assert.Equal(
                DumpText.Describe(DumpText.Inventory(dump.Bytes, [int.MaxValue])),
                DumpText.Describe(DumpText.Inventory(dump.Bytes, chunks))));

    [Fact]
    public void Any_cut_of_any_text_tells_the_same_things() =>
        Gen.Select(s_soup, s_chunks).Sample(
            (soup, chunks) =>
            {
                byte[] text = Encoding.UTF8.GetBytes(soup);
                var whole = new Recorder();
                DumpText.Feed(whole, text, [int.MaxValue]);
                var cut = new Recorder();
                DumpText.Feed(cut, text, chunks);
                Assert.Equal(whole.Items, cut.Items);
                Assert.Equal(whole.Places, cut.Places);
                Assert.Equal(
                    DumpText.Describe(DumpText.Inventory(text, [int.MaxValue])), DumpText.Describe(DumpText.Inventory(text, chunks)));
            },
            iter: 2000);

    [Fact]
    public void What_was_put_into_a_dump_is_what_is_found() =>
        DumpGenerator.Dumps.Sample(dump =>
        {
            DumpInventory inventory = DumpText.Inventory(dump.Bytes, [int.MaxValue]);
            Assert.Equal(dump.Tables, inventory.Tables.Select(table => (table.Schema, table.Name, table.Rows, table.Bytes)));
            Assert.Equal(
                dump.Sequences,
                inventory.Sequences.Select(sequence => (sequence.Schema, sequence.Name, sequence.Value, sequence.IsCalled)));
            Assert.Equal((dump.Objects, dump.ObjectBytes), (inventory.LargeObjects.Count, inventory.LargeObjects.Bytes));
            Assert.Equal(dump.Statements, Recorder.Read(dump.Bytes).Of("statement").Count());
            Assert.Empty(inventory.Violations);
            Assert.True(inventory.IsComplete);
        });

    [Fact]
    public void A_dump_cut_short_is_never_complete() =>
        Gen.Select(DumpGenerator.Dumps, Gen.Int[0, int.MaxValue]).Sample(
            (dump, place) =>
            {
                byte[] text = dump.Bytes;
                Assert.False(DumpText.Inventory(text.AsSpan(0, place % dump.NeededBytes), [4096]).IsComplete);
            },
            iter: 2000);

    [Fact]
    public void Of_any_text_every_byte_belongs_to_one_item_at_most() =>
        s_soup.Sample(
            soup =>
            {
                long end = 0;
                foreach ((long start, long next) in Recorder.Read(soup).Places)
                {
                    Assert.InRange(start, end, next);
                    end = next;
                }
                Assert.InRange(end, 0, Encoding.UTF8.GetByteCount(soup));
            },
            iter: 2000);
}
