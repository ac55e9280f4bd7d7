using System.Text;

namespace HubChantier.Backup.Compose;

/// <summary>
/// How a session's psql writes its answers, so that any value comes back exactly: records end with a NUL, which no text of
/// PostgreSQL can hold; fields, nulls, and where a result and an answer begin and end are told by marks that nobody can guess.
/// </summary>
internal sealed class PsqlFormat
{
    private readonly string _mark = Guid.NewGuid().ToString("N");

    private string Field => "," + _mark;

    private string Null => "-" + _mark;

    private string Title => "#" + _mark;

    private string Status => "?" + _mark;

    private string End => "." + _mark;

    /// <summary>psql's arguments. A title stands before each result, also one without rows.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "--no-psqlrc", "--no-password", "--quiet", "--no-align", "--record-separator-zero", "--field-separator=" + Field,
        "--pset=null=" + Null, "--pset=title=" + Title, "--pset=footer=off", "--file=-",
    ];

    /// <summary>The input for one statement: it, and the order to say how it went (psql's documentation, "Variables").</summary>
    public byte[] Question(string statement) => Encoding.UTF8.GetBytes($"{statement}\n\\echo {Status} :SQLSTATE :LAST_ERROR_MESSAGE {End}\n");

    /// <summary>Whether the output so far ends with the end of an answer.</summary>
    public bool IsWhole(ReadOnlySpan<byte> output) => output.EndsWith(Encoding.ASCII.GetBytes(End + "\n"));

    /// <summary>Reads a whole answer.</summary>
    public PsqlAnswer Read(ReadOnlySpan<byte> output)
    {
        string text = Encoding.UTF8.GetString(output);
        int status = text.LastIndexOf(Status, StringComparison.Ordinal);
        string[] words = text[(status + Status.Length)..text.LastIndexOf(End, StringComparison.Ordinal)].Trim().Split(' ', 2);
        string[] records = text[..status].Split('\0');
        int title = Array.LastIndexOf(records, Title);
        return new PsqlAnswer
        {
            SqlState = words[0],
            Message = words.Length > 1 ? words[1] : "",
            // After the title the columns' names, at the end what follows the last NUL: nothing.
            Rows = title < 0 ? null : [.. records[(title + 2)..^1].Select(Row)],
        };
    }

    private IReadOnlyList<string?> Row(string record) => [.. record.Split(Field).Select(value => value == Null ? null : value)];
}
