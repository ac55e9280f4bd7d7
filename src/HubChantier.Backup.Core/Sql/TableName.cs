using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>Name of a table.</summary>
/// <param name="Schema">Schema, unquoted; empty where none was given.</param>
/// <param name="Name">Name, unquoted.</param>
public readonly record struct TableName(string Schema, string Name)
{
    /// <summary>Reads <c>table</c>, <c>schema.table</c> or <c>"Pièces jointes"</c> as PostgreSQL does: without quotes a name is in lower case.</summary>
    /// <returns>Null if the text is no such name.</returns>
    public static TableName? Parse(string text)
    {
        var tokens = new SqlTokens(Encoding.UTF8.GetBytes(text), Encoding.UTF8, standardStrings: true);
        return tokens.TakeQualifiedName(out string schema, out string name) && tokens.Kind == SqlTokenKind.End && name.Length > 0
            ? new TableName(schema, name)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Schema.Length == 0 ? Name : $"{Schema}.{Name}";
}
