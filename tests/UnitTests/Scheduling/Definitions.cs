using HubChantier.Backup.Scheduling;

namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>Definitions of schedules, and how their files read.</summary>
internal static class Definitions
{
    public static ScheduleDefinition Nightly(
        string cron = "0 3 * * *",
        string? timeZone = null,
        string? user = "postgres",
        string script = "/opt/hub/nightly-backup.ps1",
        string powerShell = "/bin/true",
        string name = "hub-backup",
        bool sharesTemporaryFolder = false,
        params KeyValuePair<string, string>[] variables) => new()
        {
            Name = name,
            When = CronExpression.Parse(cron),
            TimeZone = timeZone,
            ScriptPath = script,
            PowerShellPath = powerShell,
            User = user,
            Variables = variables,
            WritableFolders = ["/var/backups/hub-chantier"],
            SharesTemporaryFolder = sharesTemporaryFolder,
            RandomDelaySeconds = 300,
        };

    /// <summary>A unit's settings: section and key → values.</summary>
    public static ILookup<string, string> Settings(ScheduleFile unit)
    {
        string section = "";
        List<(string Key, string Value)> found = [];
        foreach (string line in unit.Text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
            }
            else
            {
                string[] parts = line.Split('=', count: 2);
                found.Add(($"{section}.{parts[0]}", parts[1]));
            }
        }

        return found.ToLookup(pair => pair.Key, pair => pair.Value);
    }
}
