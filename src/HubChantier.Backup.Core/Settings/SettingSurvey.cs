namespace HubChantier.Backup.Settings;

/// <summary>
/// A look at all settings that goes on behind one that is wrong: a person who sets up a host wants to hear of every mistake at once. No work is done
/// with a setting whose own value was not allowed: what needs it must look into <see cref="Problems"/> first.
/// </summary>
public sealed class SettingSurvey
{
    private SettingSurvey()
    {
    }

    /// <summary>The settings; a wrong one, and everything of an env file that cannot be read, as if nobody had given it.</summary>
    public required BackupSettings Settings { get; init; }

    /// <summary>What is wrong, by the setting's name.</summary>
    public required IReadOnlyDictionary<string, BackupException> Problems { get; init; }

    /// <summary>Variables that nobody reads, but that look like ours.</summary>
    internal IReadOnlyList<StrayVariable> Strays { get; private init; } = [];

    /// <summary>Looks at all settings.</summary>
    public static SettingSurvey Of(SettingSources sources)
    {
        Dictionary<SettingRow, BackupException> problems = [];
        while (true)
        {
            SettingSources rest = sources.PassingOver(problems.Keys.ToHashSet());
            try
            {
                BackupSettings settings = BackupSettings.Resolve(rest);
                if (settings.NotifierProblem is { } problem)
                {
                    throw problem;
                }

                return new SettingSurvey
                {
                    Settings = settings,
                    Problems = problems.ToDictionary(wrong => wrong.Key.Name, wrong => wrong.Value, StringComparer.Ordinal),
                    Strays = StrayVariable.Find(EnvFileLocator.Read(rest, out _), sources.Environment),
                };
            }
            catch (BackupException exception) when (exception.Failure == BackupFailure.SettingInvalid && problems.TryAdd(RowOf(exception), exception))
            {
                // On without it.
            }
        }
    }

    /// <summary>The setting that an error of <see cref="SettingErrors"/> is about. What is wrong inside the env file is about that file.</summary>
    private static SettingRow RowOf(BackupException exception)
    {
        const string FileSuffix = "_FILE";
        string subject = exception.Subject as string ?? "";
        return SettingTable.Rows.FirstOrDefault(row => "-" + row.Parameter == subject || row.Variables.Any(name => name == subject || name + FileSuffix == subject))
            ?? SettingTable.EnvFile;
    }
}
