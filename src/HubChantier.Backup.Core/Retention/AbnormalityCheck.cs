using System.Globalization;

namespace HubChantier.Backup.Retention;

/// <summary>Whether a backup is unlike those before it: the dump of a database that was emptied is as whole as any other.</summary>
public static class AbnormalityCheck
{
    /// <summary>How many of the last normal backups are the measure.</summary>
    private const int MostHistory = 7;

    /// <summary>With one backup before it nobody can say what is usual.</summary>
    private const int LeastHistory = 2;

    /// <summary>A database with fewer rows than this is being set up; its rows come and go.</summary>
    private const int FewestRows = 100;

    /// <summary>Tables named in the sentence; an empty dump of a large database lacks hundreds.</summary>
    private const int MostTablesNamed = 5;

    /// <summary>Compares a backup with the last normal ones of its database and source, up to seven.</summary>
    /// <param name="candidate">The backup, with its tables.</param>
    /// <param name="normalHistory">Backups of the same place, in any order; those that are not normal, of another database or
    /// source, or the candidate itself, are left out. An abnormal one that somebody accepted begins a new measure: what was
    /// before it is not looked at.</param>
    /// <returns>
    /// What is abnormal, or null: a table that all of the measure had is gone, or rows (where the median is at least 100) or
    /// length are less than half the median. Null too with fewer than two backups to measure by, unless the one is an accepted one.
    /// <see cref="HubAbnormality.Detected"/> is when the candidate was finished: this function has no clock.
    /// </returns>
    public static HubAbnormality? Against(HubBackup candidate, IReadOnlyList<HubBackup> normalHistory)
    {
        HubBackup[] measure = Measure(candidate, normalHistory);
        // An accepted one is vouched for by a person: it is a measure alone.
        if (measure.Length < LeastHistory && measure is not [{ Abnormal.Accepted: true }])
        {
            return null;
        }

        string[] differences = [.. MissingTables(candidate, measure), .. Shrunk(candidate, measure)];
        return differences.Length == 0
            ? null
            : new HubAbnormality { Reason = string.Join(", ", differences), Detected = candidate.Finished ?? candidate.Started };
    }

    private static HubBackup[] Measure(HubBackup candidate, IReadOnlyList<HubBackup> history)
    {
        List<HubBackup> measure = [];
        foreach (HubBackup backup in history
            .Where(backup => backup.IsNormal && backup.IsOf(candidate.Database, candidate.Source) && backup.Id != candidate.Id)
            .OrderByDescending(backup => backup.Started)
            .Take(MostHistory))
        {
            measure.Add(backup);
            if (backup.Abnormal is not null)
            {
                break;
            }
        }

        return [.. measure];
    }

    private static IEnumerable<string> MissingTables(HubBackup candidate, HubBackup[] measure)
    {
        HashSet<(string Schema, string Name)> gone = [.. Names(measure[0])];
        foreach (HubBackup backup in measure.Skip(1))
        {
            gone.IntersectWith(Names(backup));
        }

        gone.ExceptWith(Names(candidate));
        foreach ((string schema, string name) in gone.Order().Take(MostTablesNamed))
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.AbnormalTableGone, $"{schema}.{name}");
        }

        if (gone.Count > MostTablesNamed)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.AbnormalMoreTablesGone, gone.Count - MostTablesNamed);
        }
    }

    private static IEnumerable<string> Shrunk(HubBackup candidate, HubBackup[] measure)
    {
        decimal usualRows = Median(measure, static backup => backup.Rows ?? 0);
        if (usualRows >= FewestRows && candidate.Rows is { } rows && rows < usualRows / 2)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.AbnormalRows, rows, usualRows);
        }

        decimal usualLength = Median(measure, static backup => backup.Length);
        if (candidate.Length < usualLength / 2)
        {
            yield return string.Format(CultureInfo.CurrentCulture, Strings.AbnormalLength, ByteSize.Text(candidate.Length), ByteSize.Text((long)usualLength));
        }
    }

    private static IEnumerable<(string Schema, string Name)> Names(HubBackup backup) => backup.Tables.Select(table => (table.Schema, table.Name));

    private static decimal Median(HubBackup[] measure, Func<HubBackup, long> valueOf)
    {
        long[] values = [.. measure.Select(valueOf).Order()];
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : ((decimal)values[middle - 1] + values[middle]) / 2;
    }
}
