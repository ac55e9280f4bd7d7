namespace HubChantier.Backup.Sql;

/// <summary>
/// The two psql commands that pg_dump writes since 13.22, 14.19, 15.14, 16.10 and 17.6: <c>\restrict TOKEN</c> in the head, after which psql takes no command but
/// <c>\unrestrict</c> with the same token, which stands after the trailer. Tokens are of letters and digits; psql would carry out what stands in
/// <c>`…`</c>, so nothing else is let through.
/// </summary>
internal sealed class RestrictWatch
{
    private byte[]? _token;
    private bool _lifted;

    /// <summary>Whether the text restricts psql.</summary>
    public bool IsUsed => _token is not null;

    /// <summary>Whether what was restricted was lifted again.</summary>
    public bool IsBalanced => _token is null || _lifted;

    /// <summary>Takes <c>\restrict TOKEN</c>, once.</summary>
    public bool Begin(ReadOnlySpan<byte> command)
    {
        ReadOnlySpan<byte> token = Token(command, "\\restrict "u8);
        if (token.IsEmpty || _token is not null)
        {
            return false;
        }
        _token = token.ToArray();
        return true;
    }

    /// <summary>Takes <c>\unrestrict TOKEN</c>, once, with the token of the beginning.</summary>
    public bool Lift(ReadOnlySpan<byte> command)
    {
        ReadOnlySpan<byte> token = Token(command, "\\unrestrict "u8);
        if (token.IsEmpty || _lifted || !token.SequenceEqual(_token))
        {
            return false;
        }
        _lifted = true;
        return true;
    }

    private static ReadOnlySpan<byte> Token(ReadOnlySpan<byte> command, ReadOnlySpan<byte> name)
    {
        if (!command.StartsWith(name))
        {
            return [];
        }
        ReadOnlySpan<byte> token = command[name.Length..];
        token = token.EndsWith("\r"u8) ? token[..^1] : token;
        foreach (byte part in token)
        {
            if (!char.IsAsciiLetterOrDigit((char)part))
            {
                return [];
            }
        }
        return token;
    }
}
