using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>A <c>SET name = value;</c> of the form that pg_dump writes.</summary>
/// <param name="Name">The setting.</param>
/// <param name="Value">Its value, unquoted.</param>
internal readonly record struct SettingStatement(string Name, string Value)
{
    /// <summary>The setting that says how the dump's text is encoded.</summary>
    public const string ClientEncoding = "client_encoding";

    /// <summary>The setting that says what a backslash in a string means.</summary>
    public const string StandardConformingStrings = "standard_conforming_strings";

    /// <summary>Reads a statement; false for any that is not of this form.</summary>
    public static bool TryParse(ReadOnlySpan<byte> statement, Encoding encoding, bool standardStrings, out SettingStatement setting)
    {
        setting = default;
        var tokens = new SqlTokens(statement, encoding, standardStrings);
        if (!tokens.TakeWord("set"u8) || tokens.Kind != SqlTokenKind.Word || !tokens.TakeName(out string name) || !tokens.TakeSymbol('='))
        {
            return false;
        }
        bool taken = tokens.Kind == SqlTokenKind.Literal ? tokens.TakeLiteral(out string value) : tokens.TakeName(out value);
        setting = new SettingStatement(name, value);
        return taken && tokens.TakeEnd();
    }
}
