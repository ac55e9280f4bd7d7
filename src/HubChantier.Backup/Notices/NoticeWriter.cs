using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Commands.Notices;

/// <summary>Says in a notice what an object of the pipeline tells.</summary>
internal sealed class NoticeWriter
{
    private readonly string _database;
    private readonly string _source;
    private readonly DateTimeOffset _now;

    /// <summary>Makes it.</summary>
    /// <param name="database">The configured database, for what does not know its own.</param>
    /// <param name="source">The configured source.</param>
    /// <param name="now">The time, UTC.</param>
    public NoticeWriter(string database, string source, DateTimeOffset now)
    {
        _database = database;
        _source = source;
        _now = now;
    }

    /// <summary>A backup was made.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="failuresBefore">The failures whose row it ends.</param>
    public Notice Of(HubBackup backup, IReadOnlyList<HubRun> failuresBefore)
    {
        List<NoticeFact> facts = [new(Strings.NoticeBackup, backup.Name), new(Strings.NoticeSize, ByteSize.Text(backup.Length))];
        Add(facts, Strings.NoticeRows, Display.Count(backup.Rows));
        Add(facts, Strings.NoticeDuration, backup.Duration is { } duration ? Display.Duration(duration) : null);
        bool recovers = failuresBefore.Count > 0;
        return Bare(
            recovers ? HubNotificationStatus.Recovered : HubNotificationStatus.Succeeded,
            Format(recovers ? Strings.NoticeRecovered : Strings.NoticeSucceeded, backup.Database),
            backup.Database,
            backup.Source,
            facts) with
        {
            Text = recovers ? Format(Strings.NoticeFailuresBefore, failuresBefore.Count, failuresBefore[0].Started.ToLocalTime()) : "",
            BackupName = backup.Name,
            Bytes = backup.Length,
        };
    }

    /// <summary>A cmdlet failed.</summary>
    public Notice Of(ErrorRecord record)
    {
        string errorId = record.FullyQualifiedErrorId.Split(',')[0];
        string? command = record.InvocationInfo?.MyCommand?.Name;
        List<NoticeFact> facts = [];
        Add(facts, Strings.NoticeCommand, command);
        Add(facts, Strings.NoticeErrorId, errorId);
        return Bare(
            HubNotificationStatus.Failed,
            command is null or "Invoke-HubBackup" ? Format(Strings.NoticeFailed, _database) : Format(Strings.NoticeCommandFailed, command, _database),
            _database,
            _source,
            facts) with
        {
            Text = record.ToString(),
            Advice = record.ErrorDetails?.RecommendedAction is { Length: > 0 } advice ? advice : null,
            ErrorId = errorId,
        };
    }

    /// <summary>Somebody has looked whether all is well.</summary>
    public Notice Of(HubHealth health) => Bare(
        health.Status switch
        {
            HubHealthStatus.Healthy => HubNotificationStatus.Succeeded,
            HubHealthStatus.Warning => HubNotificationStatus.Warning,
            _ => HubNotificationStatus.Failed,
        },
        Format(
            health.Status switch
            {
                HubHealthStatus.Healthy => Strings.NoticeHealthy,
                HubHealthStatus.Warning => Strings.NoticeHealthWarning,
                _ => Strings.NoticeHealthCritical,
            },
            health.Database),
        health.Database,
        health.Source,
        []) with
    {
        Text = string.Join('\n', health.Reasons.Select(reason => $"- {reason.Message}")),
        Advice = health.Reasons is [{ Recommendation.Length: > 0 } worst, ..] ? worst.Recommendation : null,
        ErrorId = health.Reasons is [{ } first, ..] ? first.Id.ToString() : null,
        BackupName = health.LastBackup?.Name,
        Bytes = health.LastBackup?.Length,
    };

    /// <summary>What a person or a script has to say.</summary>
    public Notice Of(string text, HubNotificationStatus status) => Bare(
        status,
        Format(
            status switch
            {
                HubNotificationStatus.Started => Strings.NoticeStarted,
                HubNotificationStatus.Succeeded => Strings.NoticeSucceeded,
                HubNotificationStatus.Failed => Strings.NoticeFailed,
                HubNotificationStatus.Test => Strings.NoticeTest,
                _ => Strings.NoticeMessage,
            },
            _database),
        _database,
        _source,
        []) with { Text = text };

    private Notice Bare(HubNotificationStatus status, string title, string database, string source, List<NoticeFact> facts) => new()
    {
        Status = status,
        Title = title,
        Database = database,
        Source = source,
        Host = Environment.MachineName,
        Time = _now,
        Facts = [.. facts, new(Strings.NoticeDatabase, database), new(Strings.NoticeSource, source), new(Strings.NoticeHost, Environment.MachineName)],
    };

    private static void Add(List<NoticeFact> facts, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            facts.Add(new NoticeFact(label, value));
        }
    }

    private static string Format(string format, params ReadOnlySpan<object?> arguments) => string.Format(CultureInfo.CurrentCulture, format, arguments);
}
