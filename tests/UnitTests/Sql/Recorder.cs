using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

/// <summary>Writes down what a reader tells, and holds it to the promise that items lie in order and nothing but blanks between them.</summary>
public sealed class Recorder : IDumpVisitor
{
    private readonly List<string> _items = [];
    private readonly List<(long Start, long End)> _places = [];

    public IReadOnlyList<string> Items => _items;

    public IReadOnlyList<(long Start, long End)> Places => _places;

    public List<(long Start, long End, string Text)> Statements { get; } = [];

    public static Recorder Read(string text, int chunk = int.MaxValue) => Read(Encoding.UTF8.GetBytes(text), chunk);

    public static Recorder Read(byte[] text, int chunk = int.MaxValue)
    {
        var recorder = new Recorder();
        DumpText.Feed(recorder, text, [chunk]);
        return recorder;
    }

    public IEnumerable<string> Of(string kind) => _items.Where(item => item.StartsWith(kind + " ", StringComparison.Ordinal))
        .Select(item => item[(kind.Length + 1)..]);

    public void Comment(in DumpComment comment)
    {
        _places.Add((comment.Start, comment.End));
        _items.Add("comment " + Encoding.UTF8.GetString(comment.Text));
    }

    public void Statement(in DumpStatement statement)
    {
        _places.Add((statement.Start, statement.End));
        Statements.Add((statement.Start, statement.End, Encoding.UTF8.GetString(statement.Text)));
        _items.Add("statement " + Encoding.UTF8.GetString(statement.Text));
    }

    public void Command(in DumpCommand command)
    {
        if (!command.InsideStatement)
        {
            _places.Add((command.Start, command.End));
        }
        _items.Add((command.InsideStatement ? "inner " : "command ") + Encoding.UTF8.GetString(command.Text));
    }

    public void CopyBegins(in DumpCopyStart copy) =>
        _items.Add($"copy {copy.Header} at {copy.DataStart}{(copy.ViaPartitionRoot ? " via root" : "")}");

    public void CopyEnds(in DumpCopyEnd copy)
    {
        _places.Add((copy.DataStart, copy.End));
        _items.Add($"rows {copy.Rows} bytes {copy.Bytes} from {copy.DataStart} to {copy.DataEnd} then {copy.End}");
    }

    public void Irregular(in DumpViolation violation) => _items.Add($"violation {violation.Kind} {violation.Offset} {violation.Text}");

    public void TextEnds(long length, bool afterLineEnd) => _items.Add($"end {length} {afterLineEnd}");
}
