namespace HubChantier.Backup.Sql;

/// <summary>Quotes names and texts for SQL. Our sessions set standard_conforming_strings on.</summary>
public static class SqlText
{
    /// <summary>A name between double quotes.</summary>
    public static string Identifier(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A schema's object, both names quoted.</summary>
    public static string Identifier(string schema, string name) => Identifier(schema) + "." + Identifier(name);

    /// <summary>A text between single quotes.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
