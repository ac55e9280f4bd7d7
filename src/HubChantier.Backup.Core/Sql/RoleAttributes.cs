using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>The attributes of <c>ALTER ROLE role WITH …;</c>, in the words of pg_dumpall.</summary>
internal sealed class RoleAttributes
{
    private static readonly string[] s_harmless = ["INHERIT", "NOINHERIT", "CREATEROLE", "NOCREATEROLE", "CREATEDB", "LOGIN", "NOLOGIN"];

    /// <summary>What CREATE ROLE makes of a role anyway, and only those can say who could also say the opposite: left out.</summary>
    private static readonly string[] s_idle = ["NOSUPERUSER", "NOCREATEDB", "NOREPLICATION", "NOBYPASSRLS"];

    private static readonly string[] s_powerful = ["SUPERUSER", "REPLICATION", "BYPASSRLS"];

    private readonly List<(int Start, int End)> _leftOut = [];

    /// <summary>Whether they make a superuser.</summary>
    public bool GivesSuperuser { get; private set; }

    /// <summary>Whether they give what only a superuser can give.</summary>
    public bool NeedsSuperuser { get; private set; }

    /// <summary>The password's hash between its quotes; null if there is none.</summary>
    public string? Secret { get; private set; }

    /// <summary>Reads them to the end of the statement.</summary>
    /// <returns>Whether all of them are known.</returns>
    public bool TryRead(ref SqlTokens tokens)
    {
        while (!tokens.IsSymbol(';'))
        {
            int start = tokens.Start;
            string word = Encoding.Latin1.GetString(tokens.Raw);
            if (!TryTake(ref tokens, word))
            {
                return false;
            }

            if (s_idle.Contains(word))
            {
                _leftOut.Add((start, tokens.Start));
            }
        }

        return tokens.TakeEnd();
    }

    /// <summary>The statement without the words that are left out.</summary>
    public string Without(in DumpStatement statement)
    {
        StringBuilder text = new();
        int at = 0;
        foreach ((int start, int end) in _leftOut)
        {
            text.Append(statement.Encoding.GetString(statement.Text[at..start]));
            at = end;
        }

        return text.Append(statement.Encoding.GetString(statement.Text[at..])).ToString();
    }

    private bool TryTake(ref SqlTokens tokens, string word)
    {
        if (tokens.TakeWord("password"u8))
        {
            bool taken = tokens.TakeRawLiteral(out ReadOnlySpan<byte> hash);
            Secret = Encoding.Latin1.GetString(hash);
            return taken;
        }

        if (tokens.TakeWord("connection"u8))
        {
            return tokens.TakeWord("limit"u8) && tokens.TakeInteger(out _);
        }

        if (tokens.TakeWord("valid"u8))
        {
            return tokens.TakeWord("until"u8) && tokens.TakeRawLiteral(out _);
        }

        GivesSuperuser |= word == "SUPERUSER";
        NeedsSuperuser |= s_powerful.Contains(word);
        tokens.Advance();
        return s_harmless.Contains(word) || s_idle.Contains(word) || s_powerful.Contains(word);
    }
}
