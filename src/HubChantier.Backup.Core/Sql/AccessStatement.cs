namespace HubChantier.Backup.Sql;

/// <summary>
/// Knows the statements that say whose an object is and who may use it, in the forms in which pg_dump writes them. What a statement is shows in
/// itself; the comment above it may hold any text, in the name of an object.
/// </summary>
internal static class AccessStatement
{
    /// <summary>Whether the statement is one of them; if so, adds the roles that it names.</summary>
    public static bool TryRead(in DumpStatement statement, AccessRoles roles)
    {
        if (!statement.IsWhole)
        {
            return false;
        }

        SqlTokens tokens = new(statement.Text, statement.Encoding, statement.StandardStrings);
        if (tokens.TakeWord("alter"u8))
        {
            return tokens.TakeWord("default"u8) ? TryReadDefault(ref tokens, roles) : TryReadOwner(ref tokens, roles);
        }

        if (tokens.TakeWord("grant"u8) || tokens.TakeWord("revoke"u8))
        {
            return TryReadGrant(ref tokens, roles);
        }

        // Round a grant that somebody else than the owner has made.
        if (tokens.TakeWord("set"u8))
        {
            return TakeSessionAuthorization(ref tokens) && TryReadSession(ref tokens, roles);
        }

        return tokens.TakeWord("reset"u8) && TakeSessionAuthorization(ref tokens) && tokens.TakeEnd();
    }

    /// <summary><c>ALTER … OWNER TO role;</c>: these words are its end.</summary>
    private static bool TryReadOwner(ref SqlTokens tokens, AccessRoles roles)
    {
        for (; tokens.Kind != SqlTokenKind.End; tokens.Advance())
        {
            SqlTokens end = tokens;
            if (end.TakeWord("owner"u8) && end.TakeWord("to"u8) && end.TakeName(out string role) && end.TakeEnd())
            {
                roles.AddOwner(role);
                return true;
            }
        }

        return false;
    }

    /// <summary><c>ALTER DEFAULT PRIVILEGES FOR ROLE role … GRANT … ON … TO role;</c></summary>
    private static bool TryReadDefault(ref SqlTokens tokens, AccessRoles roles)
    {
        if (!tokens.TakeWord("privileges"u8) || !tokens.TakeWord("for"u8) || !tokens.TakeWord("role"u8) || !tokens.TakeName(out string owner))
        {
            return false;
        }

        roles.AddOwner(owner);
        while (tokens.Kind != SqlTokenKind.End && !tokens.IsWord("grant"u8) && !tokens.IsWord("revoke"u8))
        {
            tokens.Advance();
        }

        return (tokens.TakeWord("grant"u8) || tokens.TakeWord("revoke"u8)) && TryReadGrant(ref tokens, roles);
    }

    /// <summary><c>… ON … TO role WITH GRANT OPTION;</c>, <c>… ON … FROM role;</c>: one role, as pg_dump writes it. Without ON a role would be granted.</summary>
    private static bool TryReadGrant(ref SqlTokens tokens, AccessRoles roles)
    {
        bool on = false;
        for (; tokens.Kind != SqlTokenKind.End; tokens.Advance())
        {
            on |= tokens.IsWord("on"u8);
            SqlTokens end = tokens;
            if (!on || !(end.TakeWord("to"u8) || end.TakeWord("from"u8)) || !TryTakeGrantee(ref end, out string? role))
            {
                continue;
            }

            if (end.TakeWord("with"u8) && !(end.TakeWord("grant"u8) && end.TakeWord("option"u8)))
            {
                return false;
            }

            if (end.TakeEnd())
            {
                if (role is not null)
                {
                    roles.AddGrantee(role);
                }

                return true;
            }
        }

        return false;
    }

    private static bool TryTakeGrantee(ref SqlTokens tokens, out string? role)
    {
        role = null;
        if (tokens.TakeWord("public"u8))
        {
            return true;
        }

        bool taken = tokens.TakeName(out string name);
        role = name;
        return taken;
    }

    private static bool TryReadSession(ref SqlTokens tokens, AccessRoles roles)
    {
        bool taken = (tokens.TakeName(out string role) || tokens.TakeLiteral(out role)) && tokens.TakeEnd();
        if (taken)
        {
            roles.AddSession(role);
        }

        return taken;
    }

    private static bool TakeSessionAuthorization(ref SqlTokens tokens) => tokens.TakeWord("session"u8) && tokens.TakeWord("authorization"u8);
}
