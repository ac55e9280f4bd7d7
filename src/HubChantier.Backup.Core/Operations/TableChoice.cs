using System.Globalization;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Finds the tables that a person names among those of a backup.</summary>
internal static class TableChoice
{
    /// <summary>How many near names an error tells.</summary>
    private const int NearNames = 3;

    /// <summary>Finds them.</summary>
    /// <param name="wanted">The names as they were typed.</param>
    /// <param name="tables">The backup's tables.</param>
    /// <param name="backup">The backup.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.TableMissing"/>, with near names; or two tables that would get one name.</exception>
    public static IReadOnlyList<TableName> Find(IReadOnlyList<string> wanted, IReadOnlyList<TableName> tables, HubBackup backup)
    {
        List<TableName> found = [];
        foreach (string text in wanted)
        {
            TableName? name = TableName.Parse(text);
            TableName[] fits = [.. tables.Where(table => table.Name == name?.Name && (name?.Schema.Length == 0 || table.Schema == name?.Schema))];
            if (fits.Length != 1)
            {
                string near = string.Join(", ", (fits.Length > 1 ? fits : Near(text, tables)).Select(Quoted));
                throw Missing(backup, fits.Length > 1 ? Strings.TableAmbiguous : near.Length > 0 ? Strings.TableMissingNear : Strings.TableMissing, text, near);
            }

            if (!found.Contains(fits[0]))
            {
                found.Add(fits[0]);
            }
        }

        IGrouping<string, TableName>? twice = found.GroupBy(table => table.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? found : throw Missing(backup, Strings.TablesOfOneName, twice.Key, string.Join(", ", twice.Select(Quoted)));
    }

    private static BackupException Missing(HubBackup backup, string format, string name, string names)
        => new(BackupFailure.TableMissing, string.Format(CultureInfo.CurrentCulture, format, name, names, backup.Name), subject: backup);

    /// <summary>A name as it would have to be typed.</summary>
    private static string Quoted(TableName table) => $"{Quoted(table.Schema)}.{Quoted(table.Name)}";

    private static string Quoted(string name)
        => TableName.Parse(name) is { Schema: "" } read && read.Name == name ? name : SqlText.Identifier(name);

    private static IEnumerable<TableName> Near(string text, IReadOnlyList<TableName> tables)
    {
        string last = (TableName.Parse(text)?.Name ?? text.Trim('*', '%', '?', '"')).ToLowerInvariant();
        return tables
            .Select(table => (Table: table, Distance: Distance(last, table.Name.ToLowerInvariant())))
            .Where(pair => pair.Distance <= Math.Max(2, last.Length / 3) || pair.Table.Name.Contains(last, StringComparison.OrdinalIgnoreCase))
            .OrderBy(pair => pair.Distance)
            .Take(NearNames)
            .Select(pair => pair.Table);
    }

    /// <summary>How many letters must be put in, taken out or changed (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, corner + (one[i - 1] == other[j - 1] ? 0 : 1));
                corner = above;
            }
        }

        return row[^1];
    }
}
