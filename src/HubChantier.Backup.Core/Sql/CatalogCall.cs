using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>A <c>SELECT pg_catalog.function(…);</c>, the form of all queries in a dump.</summary>
internal static class CatalogCall
{
    /// <summary>Steps up to the function's name.</summary>
    public static bool TryBegin(ref SqlTokens tokens) =>
        tokens.TakeWord("select"u8) && tokens.TakeWord("pg_catalog"u8) && tokens.TakeSymbol('.');

    /// <summary>Steps over the function's name up to its first argument, if it is this function.</summary>
    public static bool Takes(ref SqlTokens tokens, ReadOnlySpan<byte> function) => tokens.TakeWord(function) && tokens.TakeSymbol('(');

    /// <summary>Whether nothing but the end of the call is left.</summary>
    public static bool TakeEnd(ref SqlTokens tokens) => tokens.TakeSymbol(')') && tokens.TakeEnd();

    /// <summary>Reads the arguments of <c>setval('public.x_seq', 42, true)</c>; null for any other call.</summary>
    public static HubSequence? TryReadSetval(ref SqlTokens tokens, in DumpStatement statement)
    {
        if (!Takes(ref tokens, "setval"u8)
            || !tokens.TakeLiteral(out string name)
            || !tokens.TakeSymbol(',')
            || !tokens.TakeInteger(out long value)
            || !tokens.TakeSymbol(','))
        {
            return null;
        }
        bool isCalled = tokens.TakeWord("true"u8);
        if ((!isCalled && !tokens.TakeWord("false"u8)) || !TakeEnd(ref tokens))
        {
            return null;
        }
        var inside = new SqlTokens(Encoding.UTF8.GetBytes(name), Encoding.UTF8, statement.StandardStrings);
        return inside.TakeQualifiedName(out string schema, out string sequence) && inside.Kind == SqlTokenKind.End
            ? new HubSequence { Schema = schema, Name = sequence, Value = value, IsCalled = isCalled }
            : null;
    }

    /// <summary>Whether the call is <c>set_config('search_path', …)</c>, the only setting that dumps make in this way.</summary>
    public static bool SetsSearchPath(ref SqlTokens tokens) =>
        Takes(ref tokens, "set_config"u8)
        && tokens.TakeLiteral(out string name)
        && name == "search_path"
        && tokens.TakeSymbol(',')
        && tokens.TakeRawLiteral(out _)
        && tokens.TakeSymbol(',')
        && tokens.TakeWord("false"u8)
        && TakeEnd(ref tokens);
}
