using System.Globalization;
using System.Text;

namespace HubChantier.Backup.UnitTests.Sql;

/// <summary>A dump made up of nasty content, written by pg_dump's rules, and what a reader must find in it.</summary>
public sealed class GeneratedDump
{
    private const string TrailerLine = "--\n-- PostgreSQL database dump complete\n";

    private readonly StringBuilder _text = new();
    private readonly bool _standardStrings;
    private readonly bool _restricted;
    private readonly Dictionary<(string Schema, string Name), (long Rows, long Bytes)> _tables = [];
    private readonly List<(string Schema, string Name, long Value, bool IsCalled)> _sequences = [];

    public GeneratedDump(bool standardStrings, bool restricted)
    {
        _standardStrings = standardStrings;
        _restricted = restricted;
        _text.Append("--\n-- PostgreSQL database dump\n--\n\n").Append(restricted ? "\\restrict aZ09\n\n" : "");
        _text.Append("-- Dumped from database version 15.18 (Debian)\n\n");
        _text.Append("SET client_encoding = 'UTF8';\nSET standard_conforming_strings = ").Append(standardStrings ? "on;\n" : "off;\n");
    }

    public byte[] Bytes => Encoding.UTF8.GetBytes(ToString());

    public IEnumerable<(string Schema, string Name, long Rows, long Bytes)> Tables =>
        _tables.Select(table => (table.Key.Schema, table.Key.Name, table.Value.Rows, table.Value.Bytes));

    public IReadOnlyList<(string Schema, string Name, long Value, bool IsCalled)> Sequences => _sequences;

    public int Statements { get; private set; } = 2;

    public long Objects { get; private set; }

    public long ObjectBytes { get; private set; }

    /// <summary>Bytes without which the text is not complete.</summary>
    public int NeededBytes => _restricted ? Bytes.Length : Encoding.UTF8.GetByteCount(_text.ToString() + TrailerLine);

    public override string ToString() => _text + TrailerLine + "--\n\n" + (_restricted ? "\\unrestrict aZ09\n" : "");

    public void Table(string schema, string name, string[] columns, int rows, string[] values)
    {
        string list = columns.Length == 0 ? "" : "(" + string.Join(", ", columns.Select(Quoted)) + ")";
        var data = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            data.AppendJoin('\t', columns.Select((_, column) => CopyText(values[(row + column) % values.Length]))).Append('\n');
        }
        Entry("TABLE DATA", name, $"COPY {Quoted(schema)}.{Quoted(name)} {list} FROM stdin;\n{data}\\.");
        (long Rows, long Bytes) sum = _tables.GetValueOrDefault((schema, name));
        _tables[(schema, name)] = (sum.Rows + rows, sum.Bytes + Encoding.UTF8.GetByteCount(data.ToString()));
    }

    public void Sequence(string schema, string name, long value, bool isCalled)
    {
        string called = isCalled ? "true" : "false";
        Entry("SEQUENCE SET", name, string.Create(
            CultureInfo.InvariantCulture, $"SELECT pg_catalog.setval({Literal(Quoted(schema) + "." + Quoted(name))}, {value}, {called});"));
        _sequences.Add((schema, name, value, isCalled));
    }

    public void Comment(string name, string text) => Entry("COMMENT", name, $"COMMENT ON TABLE public.{Quoted(name)} IS {Literal(text)};");

    public void Function(string name, string body)
    {
        string tag = "_";
        while (body.Contains("$" + tag, StringComparison.Ordinal))
        {
            tag += "X";
        }
        Entry("FUNCTION", name, $"CREATE FUNCTION public.{Quoted(name)}() RETURNS text\n    LANGUAGE sql\n    AS ${tag}${body}${tag}$;");
    }

    public void SqlFunction(string name, string text) => Entry(
        "FUNCTION", name,
        $"CREATE FUNCTION public.{Quoted(name)}(x integer) RETURNS text\n    LANGUAGE sql\n    BEGIN ATOMIC\n SELECT CASE WHEN (x > 0) THEN CASE x WHEN 1 THEN "
        + $"{Literal(text)}::text END ELSE NULL END AS \"case\";\n DELETE FROM {Quoted(name)};\nEND;");

    public void Rule(string name, string text) => Entry(
        "RULE", name,
        $"CREATE RULE {Quoted(name)} AS\n    ON DELETE TO public.t DO ( INSERT INTO public.t (a)\n  VALUES ({Literal(text)}::text);\n NOTIFY {Quoted(name)};\n);");

    public void LargeObjects(byte[][] objects)
    {
        string prefix = _standardStrings ? "\\x" : "\\\\x";
        var data = new StringBuilder("BEGIN;\n\n");
        foreach (byte[] bytes in objects)
        {
            Objects++;
            ObjectBytes += bytes.Length;
            Entry("BLOB", "1", $"SELECT pg_catalog.lo_create('{Objects}');");
            data.Append("SELECT pg_catalog.lo_open('1', 131072);\n");
            data.Append(CultureInfo.InvariantCulture, $"SELECT pg_catalog.lowrite(0, '{prefix}{Convert.ToHexStringLower(bytes)}');\n");
            data.Append("SELECT pg_catalog.lo_close(0);\n\n");
        }
        Entry("BLOBS", "BLOBS", data.Append("COMMIT;").ToString());
        Statements += (3 * objects.Length) + 1;
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    // The text of a TOC entry's comment: pg_dump replaces line ends in names.
    private static string Sanitized(string name) => name.Replace('\n', ' ').Replace('\r', ' ');

    private static string CopyText(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    private string Literal(string value)
    {
        string doubled = value.Replace("'", "''", StringComparison.Ordinal);
        return "'" + (_standardStrings ? doubled : doubled.Replace("\\", "\\\\", StringComparison.Ordinal)) + "'";
    }

    private void Entry(string kind, string name, string statement)
    {
        _text.Append(CultureInfo.InvariantCulture, $"--\n-- TOC entry 1 (class 1259 OID 16385)\n-- Name: {Sanitized(name)}; Type: {kind}; Owner: -\n--\n\n");
        _text.Append(statement).Append("\n\n\n");
        Statements++;
    }
}
