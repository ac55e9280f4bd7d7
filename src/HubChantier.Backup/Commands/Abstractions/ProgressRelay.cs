using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Commands.Views;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>Shows progress on work that lasts: nothing in the first second, then four times a second, whatever the work reports.</summary>
internal sealed class ProgressRelay : IProgress<OperationProgress>
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private readonly Cmdlet _command;
    private readonly PipelineRelay _relay;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly long _begun;
    private string? _activity;
    private long _started;
    private long _shown;
    private bool _visible;

    public ProgressRelay(Cmdlet command, PipelineRelay relay, TimeProvider time)
    {
        _command = command;
        _relay = relay;
        _time = time;
        _begun = time.GetTimestamp();
    }

    public void Report(OperationProgress value)
    {
        ProgressRecord record;
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            if (value.Activity != _activity)
            {
                _activity = value.Activity;
                _started = now;
            }

            // The silence is the work's, not each activity's: many short ones last, too.
            if (_time.GetElapsedTime(_begun, now) < s_silence || _time.GetElapsedTime(_shown, now) < s_interval)
            {
                return;
            }

            _shown = now;
            _visible = true;
            record = Record(value, _time.GetElapsedTime(_started, now));
        }

        _relay.Post(() => _command.WriteProgress(record));
    }

    /// <summary>Takes the bar away; called on the pipeline thread when the work has ended.</summary>
    public void End(bool show)
    {
        if (_visible && show)
        {
            _command.WriteProgress(new ProgressRecord(0, _activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }

    private static ProgressRecord Record(OperationProgress value, TimeSpan elapsed)
    {
        // The first moment of an activity says nothing of its rate.
        double rate = value.Bytes / Math.Max(1, elapsed.TotalSeconds);
        string rateText = ByteSize.Text((long)rate) + "/s";
        string status = value.TotalBytes is { } size
            ? string.Format(CultureInfo.CurrentCulture, Strings.ProgressOf, ByteSize.Text(value.Bytes), ByteSize.Text(size), rateText)
            : string.Format(CultureInfo.CurrentCulture, Strings.Progress, ByteSize.Text(value.Bytes), rateText);
        ProgressRecord record = new(0, value.Activity, status);
        if (value.TotalBytes is > 0 and { } total)
        {
            // The total may be an estimate: never more than 99 % before the end.
            record.PercentComplete = (int)Math.Min(99, value.Bytes * 100 / total);
            record.SecondsRemaining = rate > 0 && elapsed >= s_silence ? (int)Math.Min(int.MaxValue, Math.Max(0, total - value.Bytes) / rate) : -1;
        }

        return record;
    }
}
