using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>
/// Refuses settings that change how the rest of the text is read, unless they are of pg_dump's own form, which the reader follows. (A function of
/// the dump can still change them when the server runs it; no reading of the text can see that.)
/// </summary>
internal static class SettingRule
{
    /// <summary>Whether the statement sets something.</summary>
    public static bool Concerns(in SqlTokens statement) =>
        statement.IsWord("set"u8) || statement.IsWord("reset"u8) || statement.IsWord("discard"u8);

    /// <summary>Tells what is wrong with such a statement, or null.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="encoding">The encoding it sets; null if it sets none.</param>
    public static DumpViolationKind? Judge(in DumpStatement statement, out string? encoding)
    {
        encoding = null;
        if (!SettingStatement.TryParse(statement.Text, statement.Encoding, statement.StandardStrings, out SettingStatement setting))
        {
            return IsHarmlessForm(statement) ? null : DumpViolationKind.SessionSetting;
        }
        bool harmless = true;
        if (setting.Name == SettingStatement.ClientEncoding)
        {
            harmless = PgEncodings.IsServerEncoding(setting.Value);
            encoding = setting.Value;
        }
        else if (setting.Name == SettingStatement.StandardConformingStrings)
        {
            harmless = setting.Value is "on" or "off";
        }
        return harmless ? null : DumpViolationKind.SessionSetting;
    }

    /// <summary>Whether a query calls <c>set_config</c>.</summary>
    public static bool IsHiddenIn(ReadOnlySpan<byte> query) => Mentions(query, "set_config");

    // SET ROLE x, SET SESSION AUTHORIZATION 'x', SET search_path = a, b: dumps have them, and no text is read differently for them.
    // RESET SESSION AUTHORIZATION ends what the second began.
    private static bool IsHarmlessForm(in DumpStatement statement)
    {
        var tokens = new SqlTokens(statement.Text, statement.Encoding, statement.StandardStrings);
        if (statement.IsWhole && tokens.TakeWord("reset"u8))
        {
            return tokens.TakeWord("session"u8) && tokens.TakeWord("authorization"u8) && tokens.TakeEnd();
        }
        if (!statement.IsWhole || !tokens.TakeWord("set"u8))
        {
            return false;
        }
        if (tokens.IsWord("session"u8) || tokens.IsWord("local"u8))
        {
            tokens.Advance();
        }
        return tokens.Kind == SqlTokenKind.Word
            && !tokens.IsWord("names"u8)
            && !Mentions(statement.Text, SettingStatement.ClientEncoding)
            && !Mentions(statement.Text, SettingStatement.StandardConformingStrings);
    }

    private static bool Mentions(ReadOnlySpan<byte> text, string name) =>
        Encoding.Latin1.GetString(text).Contains(name, StringComparison.OrdinalIgnoreCase);
}
