using System.Globalization;

namespace HubChantier.Backup;

/// <summary>Two backups side by side, by what their manifests say.</summary>
public sealed class HubBackupComparison
{
    private HubBackupComparison(HubBackup reference, HubBackup difference)
    {
        Reference = reference;
        Difference = difference;
        Dictionary<(string Schema, string Name), HubTable> before = ByName(reference);
        Dictionary<(string Schema, string Name), HubTable> after = ByName(difference);
        Tables =
        [
            .. before.Keys.Union(after.Keys).Order().Select(key => new HubComparedTable
            {
                Schema = key.Schema,
                Name = key.Name,
                RowsBefore = before.GetValueOrDefault(key)?.Rows,
                RowsAfter = after.GetValueOrDefault(key)?.Rows,
                BytesBefore = before.GetValueOrDefault(key)?.Bytes,
                BytesAfter = after.GetValueOrDefault(key)?.Bytes,
            }),
        ];
        Dictionary<string, string> valuesBefore = Described(reference), valuesAfter = Described(difference);
        Values =
        [
            .. valuesBefore.Keys.Union(valuesAfter.Keys).Select(name => new HubComparedValue
            {
                Name = name,
                Before = valuesBefore.GetValueOrDefault(name),
                After = valuesAfter.GetValueOrDefault(name),
            }),
        ];
    }

    /// <summary>The earlier backup, or the one that was given to compare with.</summary>
    public HubBackup Reference { get; }

    /// <summary>The backup that is compared.</summary>
    public HubBackup Difference { get; }

    /// <summary>Time between the two dumps; negative where the reference is the later one.</summary>
    public TimeSpan Elapsed => Difference.Started - Reference.Started;

    /// <summary>Every table of both, by schema and name.</summary>
    public IReadOnlyList<HubComparedTable> Tables { get; }

    /// <summary>Server, program, encoding, owner, extensions and large objects of both.</summary>
    public IReadOnlyList<HubComparedValue> Values { get; }

    /// <summary>Rows that came in all tables; negative where they went.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>Bytes by which the data file grew; negative where it shrank.</summary>
    public long Length => Difference.Length - Reference.Length;

    /// <summary>Bytes by which the database grew on the server's disk; null where one of the two does not tell.</summary>
    public long? DatabaseSize => Difference.DatabaseSize - Reference.DatabaseSize;

    /// <summary>Whether nothing is different but the time, the file's length and what the manifests do not tell.</summary>
    public bool IsSame => Tables.All(table => table.Change == HubChange.Same) && Values.All(value => value.Change == HubChange.Same);

    /// <summary>Compares.</summary>
    /// <param name="reference">The earlier backup.</param>
    /// <param name="difference">The later backup.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.ManifestInvalid"/>: one of them has no manifest.</exception>
    public static HubBackupComparison Of(HubBackup reference, HubBackup difference) => new(Known(reference), Known(difference));

    /// <inheritdoc/>
    public override string ToString() => $"{Reference} -> {Difference}";

    private static HubBackup Known(HubBackup backup) => backup.Schema > 0
        ? backup
        : throw new BackupException(BackupFailure.ManifestInvalid, string.Format(CultureInfo.CurrentCulture, Strings.NoManifest, backup.FullName), subject: backup);

    /// <summary>A hostile manifest may name a table twice: the last counts.</summary>
    private static Dictionary<(string Schema, string Name), HubTable> ByName(HubBackup backup)
    {
        Dictionary<(string Schema, string Name), HubTable> tables = [];
        foreach (HubTable table in backup.Tables)
        {
            tables[(table.Schema, table.Name)] = table;
        }

        return tables;
    }

    private static Dictionary<string, string> Described(HubBackup backup)
    {
        Dictionary<string, string> values = [];
        Add("database", backup.Database);
        Add("source", backup.Source);
        Add("PostgreSQL", backup.Server?.Version);
        Add("pg_dump", backup.Dump?.Version);
        Add("pg_dump options", backup.Dump is null ? null : string.Join(' ', backup.Dump.Options));
        Add("encoding", backup.Server?.Encoding);
        Add("collation", backup.Server?.Locale ?? backup.Server?.Collate);
        Add("owner", backup.Server?.Owner);
        foreach (HubExtension extension in backup.Extensions)
        {
            Add("extension " + extension.Name, extension.Version);
        }

        Add("large objects", backup.LargeObjects.Count == 0 ? null : backup.LargeObjects.Count.ToString(CultureInfo.InvariantCulture));
        return values;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                values[name] = value;
            }
        }
    }
}
