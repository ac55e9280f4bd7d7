using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>A statement of pg_dumpall's that makes a role, or gives one its attributes, settings, comment or membership.</summary>
/// <param name="Role">The role that it is about; of a membership, the member.</param>
/// <param name="Sql">The statement, to be carried out on another server.</param>
internal sealed record RoleStatement(string Role, string Sql)
{
    /// <summary>Whether it makes the role.</summary>
    public bool Creates { get; init; }

    /// <summary>The role of which <see cref="Role"/> becomes a member; null of all other statements.</summary>
    public string? Group { get; init; }

    /// <summary>Whether it makes the role a superuser.</summary>
    public bool GivesSuperuser { get; init; }

    /// <summary>Whether it gives rights over the whole server, which only a superuser can.</summary>
    public bool NeedsSuperuser { get; init; }

    /// <summary>The password's hash as it is written in the statement: no message may show it.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether it is about one of some roles.</summary>
    public bool Concerns(IReadOnlySet<string> roles) => roles.Contains(Role) || (Group is not null && roles.Contains(Group));

    /// <summary>Reads a statement, if it has one of the forms in which pg_dumpall writes what is in a globals file.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="read">It, if it is about a role; null if it is about tablespaces, or grants on other things than roles.</param>
    /// <returns>Whether it has such a form.</returns>
    public static bool TryRead(in DumpStatement statement, out RoleStatement? read)
    {
        read = null;
        if (!statement.IsWhole)
        {
            return false;
        }

        SqlTokens tokens = new(statement.Text, statement.Encoding, statement.StandardStrings);
        if (tokens.TakeWord("create"u8))
        {
            return tokens.IsWord("tablespace"u8) || TryReadCreate(statement, ref tokens, out read);
        }

        if (tokens.TakeWord("alter"u8))
        {
            return tokens.IsWord("tablespace"u8) || TryReadAlter(statement, ref tokens, out read);
        }

        if (tokens.TakeWord("comment"u8) && tokens.TakeWord("on"u8))
        {
            return tokens.IsWord("tablespace"u8) || TryReadComment(statement, ref tokens, out read);
        }

        if (tokens.TakeWord("grant"u8))
        {
            return TryReadMembership(statement, tokens, out read) || IsGrantOn(tokens);
        }

        return tokens.TakeWord("revoke"u8) ? IsGrantOn(tokens) : tokens.TakeWord("security"u8) && tokens.IsWord("label"u8);
    }

    /// <summary><c>CREATE ROLE role;</c></summary>
    private static bool TryReadCreate(in DumpStatement statement, ref SqlTokens tokens, out RoleStatement? read)
    {
        bool taken = TakeRole(ref tokens, out string role) && tokens.TakeEnd();
        read = taken ? new RoleStatement(role, Whole(statement)) { Creates = true } : null;
        return taken;
    }

    /// <summary><c>ALTER ROLE role WITH attribute …;</c> and <c>ALTER ROLE role SET name TO 'value', …;</c></summary>
    private static bool TryReadAlter(in DumpStatement statement, ref SqlTokens tokens, out RoleStatement? read)
    {
        read = null;
        if (!TakeRole(ref tokens, out string role))
        {
            return false;
        }

        if (tokens.TakeWord("with"u8))
        {
            RoleAttributes attributes = new();
            bool whole = attributes.TryRead(ref tokens);
            read = whole
                ? new RoleStatement(role, attributes.Without(statement))
                {
                    GivesSuperuser = attributes.GivesSuperuser, NeedsSuperuser = attributes.NeedsSuperuser, Secret = attributes.Secret,
                }
                : null;
            return whole;
        }

        bool taken = tokens.TakeWord("set"u8) && tokens.TakeQualifiedName(out _, out _) && tokens.TakeWord("to"u8) && TakeText(statement, ref tokens);
        while (taken && tokens.TakeSymbol(','))
        {
            taken = TakeText(statement, ref tokens);
        }

        taken = taken && tokens.TakeEnd();
        read = taken ? new RoleStatement(role, Whole(statement)) : null;
        return taken;
    }

    /// <summary><c>COMMENT ON ROLE role IS 'text';</c></summary>
    private static bool TryReadComment(in DumpStatement statement, ref SqlTokens tokens, out RoleStatement? read)
    {
        bool taken = TakeRole(ref tokens, out string role) && tokens.TakeWord("is"u8) && TakeText(statement, ref tokens) && tokens.TakeEnd();
        read = taken ? new RoleStatement(role, Whole(statement)) : null;
        return taken;
    }

    /// <summary>
    /// <c>GRANT role TO member WITH ADMIN OPTION, INHERIT TRUE, SET FALSE GRANTED BY grantor;</c>. Who has granted it is left out: only that very
    /// role, or a superuser, can say so, and from 16 on it must have the right here too, which the other server's superuser has not.
    /// </summary>
    private static bool TryReadMembership(in DumpStatement statement, SqlTokens tokens, out RoleStatement? read)
    {
        read = null;
        if (!tokens.TakeName(out string group) || !tokens.TakeWord("to"u8) || !tokens.TakeName(out string member))
        {
            return false;
        }

        if (tokens.TakeWord("with"u8))
        {
            do
            {
                bool option = tokens.TakeWord("admin"u8) || tokens.TakeWord("inherit"u8) || tokens.TakeWord("set"u8);
                if (!option || !(tokens.TakeWord("option"u8) || tokens.TakeWord("true"u8) || tokens.TakeWord("false"u8)))
                {
                    return false;
                }
            }
            while (tokens.TakeSymbol(','));
        }

        int end = tokens.Start;
        if (tokens.TakeWord("granted"u8) && !(tokens.TakeWord("by"u8) && tokens.TakeName(out _)))
        {
            return false;
        }

        bool whole = tokens.TakeEnd();
        read = whole ? new RoleStatement(member, statement.Encoding.GetString(statement.Text[..end]).TrimEnd() + ";") { Group = group } : null;
        return whole;
    }

    /// <summary>Whether ON comes: a right on a tablespace or a parameter.</summary>
    private static bool IsGrantOn(SqlTokens tokens)
    {
        while (tokens.Kind != SqlTokenKind.End && !tokens.IsWord("on"u8))
        {
            tokens.Advance();
        }

        return tokens.TakeWord("on"u8) && (tokens.IsWord("tablespace"u8) || tokens.IsWord("parameter"u8));
    }

    private static bool TakeRole(ref SqlTokens tokens, out string role)
    {
        role = "";
        return tokens.TakeWord("role"u8) && tokens.TakeName(out role);
    }

    /// <summary>Steps over a string that every session reads as this one: pg_dumpall writes E'…' where there are backslashes.</summary>
    private static bool TakeText(in DumpStatement statement, ref SqlTokens tokens)
    {
        bool certain = statement.StandardStrings || !tokens.Raw.StartsWith("'"u8) || !tokens.Raw.Contains((byte)'\\');
        return certain && tokens.TakeRawLiteral(out _);
    }

    private static string Whole(in DumpStatement statement) => statement.Encoding.GetString(statement.Text);
}
