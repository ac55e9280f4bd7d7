namespace HubChantier.Backup.Settings;

/// <summary>A variable that the module does not read although somebody may have meant it to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Line of the env file; null in the process's environment.</param>
/// <param name="Near">The variable that it looks like; null where only its beginning is ours.</param>
internal sealed record StrayVariable(string Name, int? Line, string? Near)
{
    /// <summary>Names that begin so are the module's, or those of a set-up that it took over.</summary>
    private static readonly string[] s_prefixes = ["BACKUP_", "S3_BACKUP_"];

    /// <summary>What scripts of ours and docker's files read; the settings do not.</summary>
    internal static IReadOnlyList<string> OfScripts { get; } = ["BACKUP_CRON", "BACKUP_METRIC_FILE", "BACKUP_DRILL_DAYS", "BACKUP_ASSUME_ROOM", "BACKUP_IMAGE", "BACKUP_SECRETS"];

    private static readonly string[] s_known =
    [
        .. SettingTable.Rows.SelectMany(row => row.Variables).SelectMany(name => (string[])[name, name + "_FILE"]),
        .. OfScripts,
        "COMPOSE_PATH_SEPARATOR",
    ];

    /// <summary>
    /// Those of the env file, and of the process's environment those that look like one of ours: nobody knows what else is there, and for whom.
    /// </summary>
    public static IReadOnlyList<StrayVariable> Find(EnvFile? envFile, IReadOnlyDictionary<string, string> environment) =>
    [
        .. (envFile?.Variables ?? new Dictionary<string, EnvFileVariable>())
            .Where(variable => !s_known.Contains(variable.Key))
            .Select(variable => new StrayVariable(variable.Key, variable.Value.Line, NearestTo(variable.Key)))
            .Where(stray => stray.Near is not null || s_prefixes.Any(prefix => stray.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(stray => stray.Line),
        .. environment.Keys
            .Where(name => !s_known.Contains(name))
            .Select(name => new StrayVariable(name, Line: null, NearestTo(name)))
            .Where(stray => stray.Near is not null)
            .OrderBy(stray => stray.Name, StringComparer.Ordinal),
    ];

    /// <summary>The variable of ours of which a name is a slip of the keyboard: one letter in a short name, two in a longer one, or the case.</summary>
    private static string? NearestTo(string name)
    {
        const int ShortLength = 8;
        int allowed = name.Length < ShortLength ? 1 : 2;
        (string Known, int Slips) best = s_known.Select(known => (known, Slips(name.ToUpperInvariant(), known))).MinBy(pair => pair.Item2);
        return best.Slips <= allowed ? best.Known : null;
    }

    /// <summary>Letters to be changed, left out, put in or exchanged with their neighbour (optimal string alignment).</summary>
    private static int Slips(string a, string b)
    {
        int[,] slips = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    slips[i, j] = i + j;
                    continue;
                }

                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                slips[i, j] = Math.Min(Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1, slips[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
                }
            }
        }

        return slips[a.Length, b.Length];
    }
}
