using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>Reads names and texts out of SQL that pg_dump wrote.</summary>
internal static class SqlNameReader
{
    /// <summary>Reads one name, quoted or not, and moves behind it; null if there is none.</summary>
    public static string? Name(ref ReadOnlySpan<byte> sql)
    {
        sql = sql.TrimStart(" \t\r\n"u8);
        if (sql.IsEmpty)
        {
            return null;
        }

        if (sql[0] != (byte)'"')
        {
            int length = 0;
            while (length < sql.Length && (StatementWords.IsWordByte(sql[length]) || sql[length] == (byte)'$'))
            {
                length++;
            }

            string name = Encoding.UTF8.GetString(sql[..length]);
            sql = sql[length..];
            return length == 0 ? null : name;
        }

        return Quoted(ref sql, (byte)'"');
    }

    /// <summary>Reads <c>schema.name</c> and moves behind it; null if it is not one.</summary>
    public static (string Schema, string Name)? QualifiedName(ref ReadOnlySpan<byte> sql)
    {
        if (Name(ref sql) is not { } first)
        {
            return null;
        }

        if (sql.IsEmpty || sql[0] != (byte)'.')
        {
            // pg_dump writes the schema since 10.3; before that, and by hand, the search path decides.
            return ("", first);
        }

        sql = sql[1..];
        return Name(ref sql) is { } second ? (first, second) : null;
    }

    /// <summary>Reads a text in single quotes without escapes and moves behind it; null if there is none.</summary>
    public static string? Text(ref ReadOnlySpan<byte> sql)
        => !sql.IsEmpty && sql[0] == (byte)'\'' ? Quoted(ref sql, (byte)'\'') : null;

    private static string? Quoted(ref ReadOnlySpan<byte> sql, byte quote)
    {
        ReadOnlySpan<byte> rest = sql[1..];
        StringBuilder text = new();
        while (true)
        {
            int end = rest.IndexOf(quote);
            if (end < 0)
            {
                return null;
            }

            text.Append(Encoding.UTF8.GetString(rest[..end]));
            rest = rest[(end + 1)..];
            if (rest.IsEmpty || rest[0] != quote)
            {
                sql = rest;
                return text.ToString();
            }

            text.Append((char)quote);
            rest = rest[1..];
        }
    }
}
