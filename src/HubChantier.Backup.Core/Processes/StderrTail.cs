namespace HubChantier.Backup.Processes;

/// <summary>Keeps the last lines of a child's stderr, however much it says.</summary>
internal sealed class StderrTail
{
    private const int MaximumLines = 20;
    private const int MaximumLineLength = 1000;

    private readonly Func<string, bool> _isChatter;
    private readonly Queue<string> _lines = new();

    public StderrTail(Func<string, bool> isChatter) => _isChatter = isChatter;

    public string Text => string.Join('\n', _lines);

    public async Task ReadAsync(StreamReader stderr)
    {
        while (await stderr.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0 || _isChatter(line))
            {
                continue;
            }

            _lines.Enqueue(line.Length <= MaximumLineLength ? line : line[..MaximumLineLength] + "…");
            if (_lines.Count > MaximumLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
