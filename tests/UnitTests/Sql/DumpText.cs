using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

/// <summary>Texts of dumps, and ways to read them.</summary>
public static class DumpText
{
    public const string Trailer = "--\n-- PostgreSQL database dump complete\n--\n\n";

    public static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sql", "Samples", name));

    public static DumpInventory Inventory(string text) => Inventory(Encoding.UTF8.GetBytes(text), [int.MaxValue]);

    public static DumpInventory Inventory(ReadOnlySpan<byte> text, int[] chunks)
    {
        var inventory = new DumpInventory();
        Feed(inventory, text, chunks);
        return inventory;
    }

    /// <summary>Reads a text in chunks of these sizes, over and over.</summary>
    public static void Feed(IDumpVisitor visitor, ReadOnlySpan<byte> text, int[] chunks)
    {
        var reader = new DumpReader(visitor);
        for (int turn = 0; !text.IsEmpty; turn++)
        {
            int size = Math.Min(text.Length, chunks[turn % chunks.Length]);
            // A copy of its own: a reader that looks outside its chunk, or at it after the call, finds something else there.
            byte[] chunk = text[..size].ToArray();
            reader.Read(chunk);
            Array.Fill(chunk, (byte)'\'');
            text = text[size..];
        }
        reader.Complete();
    }

    /// <summary>All that an inventory says, as one text to compare.</summary>
    public static string Describe(DumpInventory inventory)
    {
        IEnumerable<object?> facts =
        [
            .. inventory.Tables.Select(table => (table.ToString(), table.Rows, table.Bytes, table.DataStart)),
            .. inventory.Sequences.Select(sequence => (sequence.ToString(), sequence.Value, sequence.IsCalled)),
            .. inventory.Violations,
            (inventory.LargeObjects.Count, inventory.LargeObjects.Bytes, inventory.Length, inventory.IsComplete, inventory.ViolationCount),
            (inventory.ServerVersion, inventory.PgDumpVersion, inventory.Encoding),
        ];
        return string.Join('\n', facts);
    }
}
