using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>Writes a setting's value as <c>ALTER … SET name TO</c> takes it.</summary>
internal static class SettingValue
{
    /// <summary>
    /// The settings whose lists PostgreSQL keeps with quoted elements (GUC_LIST_QUOTE). An extension cannot define another one: the server refuses it.
    /// </summary>
    private static readonly HashSet<string> s_quotedLists = new(StringComparer.OrdinalIgnoreCase)
    {
        "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories",
    };

    /// <summary>A value of <c>pg_db_role_setting</c> as SQL. A list goes element by element: as one string it would be one element.</summary>
    public static string ToSql(string name, string value) => s_quotedLists.Contains(name) ? List(value) : SqlText.Literal(value);

    private static string List(string value)
    {
        List<string> elements = [];
        StringBuilder element = new();
        bool quoted = false;
        for (int at = 0; at < value.Length; at++)
        {
            char character = value[at];
            if (character == '"')
            {
                // Two of them inside quotes are one that is meant.
                if (quoted && at + 1 < value.Length && value[at + 1] == '"')
                {
                    element.Append('"');
                    at++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (character == ',' && !quoted)
            {
                Take();
            }
            else if (quoted || !char.IsWhiteSpace(character))
            {
                element.Append(character);
            }
        }

        Take();
        return string.Join(", ", elements);

        void Take()
        {
            elements.Add(SqlText.Literal(element.ToString()));
            element.Clear();
        }
    }
}
