using System.Globalization;
using System.Text;

namespace HubChantier.Backup.Commands.Views;

/// <summary>A plan as a person reads it before saying yes: enough to refuse the wrong server, the wrong database or the wrong backup.</summary>
public static class PlanText
{
    /// <summary>Tables that are named; the rest is counted.</summary>
    private const int TablesShown = 10;

    private const int SessionsShown = 5;

    /// <summary>A restore in one line.</summary>
    public static string Title(HubRestorePlan plan) => Format(
        plan.InPlace ? Strings.PlanInPlace : plan.ReplacesLive ? Strings.PlanReplaces : Strings.PlanCreates, plan.Database, plan.Server, plan.ServerVersion);

    /// <summary>A restore in full.</summary>
    public static string Of(HubRestorePlan plan)
    {
        StringBuilder text = new();
        HubBackup backup = plan.Backup;
        Line(text, Title(plan));
        Line(text, Strings.PlanFrom, backup.FullName, backup.Started.ToLocalTime(), Display.Age(backup.Age), backup.Source.Length == 0 ? "?" : backup.Source, backup.Server?.ToString() ?? "?");
        if (plan.ReplacesLive)
        {
            AppendTables(text, plan.Tables, plan.RowsLost, plan.RowsGained, Strings.PlanRows);
            if (!plan.InPlace)
            {
                AppendSessions(text, plan.Sessions);
            }

            Line(text, plan.SafetyBackup is null ? Strings.PlanWithoutSafety : Strings.PlanSafety, plan.SafetyBackup, plan.SafetyFolder);
            Line(text, plan.InPlace ? Strings.PlanOutage : Strings.PlanPrevious, plan.PreviousDatabase, ByteSize.Text(plan.LiveSize ?? 0));
            foreach (HubKeptDatabase kept in plan.KeptDatabases)
            {
                Line(text, Strings.PlanKept, kept.Name, ByteSize.Text(kept.Size), kept.Since.ToLocalTime());
            }
        }

        if (plan.RolesToCreate.Count > 0)
        {
            Line(text, Strings.PlanRoles, string.Join(", ", plan.RolesToCreate));
        }

        Line(text, Strings.PlanRoom, ByteSize.Text(plan.NeededBytes), ByteSize.Text(plan.FreeBytes));
        foreach (string warning in plan.Warnings)
        {
            Line(text, Strings.PlanWarning, warning);
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>An undo in one line.</summary>
    public static string Title(HubUndoPlan plan) => Format(Strings.PlanUndoes, plan.Database, plan.Server, plan.PreviousDatabase);

    /// <summary>An undo in full.</summary>
    public static string Of(HubUndoPlan plan)
    {
        StringBuilder text = new();
        Line(text, Title(plan));
        Line(text, Strings.PlanUndoneRestore, plan.BackupName, plan.Restored.ToLocalTime());
        if (plan.UndoneDatabase is not null)
        {
            AppendTables(text, plan.Tables, plan.RowsLost, plan.RowsGained, Strings.PlanUndoRows);
            AppendSessions(text, plan.Sessions);
            Line(text, Strings.PlanUndone, plan.UndoneDatabase);
        }

        return text.ToString().TrimEnd();
    }

    private static void AppendTables(StringBuilder text, IReadOnlyList<HubPlannedTable> tables, long lost, long gained, string head)
    {
        Line(text, head, Display.Count(lost), Display.Count(gained));
        List<HubPlannedTable> changed = [.. tables.Where(table => table.RowsNow != table.RowsInBackup).OrderByDescending(table => table.Lost).ThenByDescending(table => table.Gained)];
        foreach (HubPlannedTable table in changed.Take(TablesShown))
        {
            string now = (table.IsEstimate ? "~" : "") + Rows(table.RowsNow);
            Line(text, "    {0}.{1}: {2} -> {3}", table.Schema, table.Name, now, Rows(table.RowsInBackup));
        }

        if (changed.Count > TablesShown)
        {
            Line(text, Strings.PlanMoreTables, changed.Count - TablesShown);
        }
    }

    private static void AppendSessions(StringBuilder text, IReadOnlyList<HubSession> sessions)
    {
        string shown = string.Join(", ", sessions.Take(SessionsShown)) + (sessions.Count > SessionsShown ? ", …" : "");
        Line(text, Strings.PlanSessions, sessions.Count, shown);
    }

    private static string Rows(long? rows) => rows is null ? "-" : Display.Count(rows);

    private static void Line(StringBuilder text, string format, params object?[] values) => text.AppendLine(Format(format, values).TrimEnd());

    private static string Format(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
