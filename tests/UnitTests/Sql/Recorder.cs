using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

/// <summary>Writes down all that a reader says.</summary>
internal sealed class Recorder : IDumpVisitor
{
    public List<(long Start, long End, string Text)> Statements { get; } = [];

    public List<string> All { get; } = [];

    public void OnComment(long start, ReadOnlySpan<byte> text) => All.Add($"comment {start} {Encoding.UTF8.GetString(text)}");

    public void OnStatement(long start, long end, ReadOnlySpan<byte> text)
    {
        Statements.Add((start, end, Encoding.UTF8.GetString(text)));
        All.Add($"statement {start} {end} {Encoding.UTF8.GetString(text)}");
    }

    public void OnCopyData(long start, long end, long rows) => All.Add($"copy {start} {end} {rows}");

    public void OnCommand(long start, ReadOnlySpan<byte> text) => All.Add($"command {start} {Encoding.UTF8.GetString(text)}");
}
