namespace HubChantier.Backup.Scheduling;

/// <summary>Writes a schedule as a file of /etc/cron.d (crontab(5), cron(8)).</summary>
internal static class CronFile
{
    public static ScheduleFile[] Files(ScheduleDefinition definition) => [new(definition.Name, string.Join('\n', Lines(definition)) + "\n")];

    /// <summary>The front of the line by which cron knows when.</summary>
    public static string Line(CronExpression when) => when + " ";

    private static string[] Lines(ScheduleDefinition definition) =>
    [
        ScheduleMark.Of(definition).ToString(),
        "# Made by Register-HubBackupSchedule, which writes it anew.",
        "# Everybody may read this file. Secrets belong into the env file (ENV_FILE) of mode 0600.",
        "",
        "SHELL=/bin/sh",
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        .. definition.Variables.Select(variable => $"{variable.Key}={Value(variable.Value)}"),
        "",
        $"{Line(definition.When)}{definition.User} {Word(definition.PowerShellPath)} -NoProfile -NonInteractive -File {Word(definition.ScriptPath)}",
    ];

    /// <summary>cron knows no escapes: a value stands in the quotes that it does not have.</summary>
    private static string Value(string text) => !text.Contains('"', StringComparison.Ordinal)
        ? $"\"{text}\""
        : !text.Contains('\'', StringComparison.Ordinal) ? $"'{text}'" : throw ScheduleErrors.Invalid(Strings.ScheduleText, text);

    /// <summary>A word of the shell, in which cron takes a percent sign for the end of the line.</summary>
    private static string Word(string text)
        => "'" + text.Replace("'", @"'\''", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal) + "'";
}
