namespace HubChantier.Backup.Sql;

/// <summary>The COPY statement before a table's rows: <c>COPY public."Pièces jointes" (id, tags) FROM stdin;</c></summary>
internal static class CopyHeader
{
    /// <summary>The table of a COPY statement; null if it names none.</summary>
    public static (string Schema, string Name)? Table(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text["copy".Length..];
        return SqlNameReader.QualifiedName(ref rest);
    }

    /// <summary>What follows the table and the columns of a COPY statement.</summary>
    public static ReadOnlySpan<byte> AfterTable(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text["copy".Length..];
        if (SqlNameReader.QualifiedName(ref rest) is null)
        {
            return [];
        }

        rest = rest.TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty || rest[0] != (byte)'(')
        {
            return rest;
        }

        do
        {
            rest = rest[1..];
            if (SqlNameReader.Name(ref rest) is null)
            {
                // A table without columns: ( )
                break;
            }

            rest = rest.TrimStart(" \t\r\n"u8);
        }
        while (!rest.IsEmpty && rest[0] == (byte)',');
        rest = rest.TrimStart(" \t\r\n"u8);
        return !rest.IsEmpty && rest[0] == (byte)')' ? rest[1..].TrimStart(" \t\r\n"u8) : [];
    }
}
