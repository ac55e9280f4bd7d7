using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Operations;

/// <summary>Turns bytes done into progress of one activity.</summary>
internal sealed class ActivityProgress : IProgress<long>
{
    private readonly IProgress<OperationProgress> _progress;
    private readonly string _activity;
    private readonly long? _total;

    private ActivityProgress(IProgress<OperationProgress> progress, string activity, long? total)
    {
        _progress = progress;
        _activity = activity;
        _total = total;
    }

    /// <summary>Progress of an activity on a named thing.</summary>
    public static IProgress<long> Of(OperationContext context, string activity, string name, long? total)
        => new ActivityProgress(context.Progress, string.Format(CultureInfo.CurrentCulture, activity, name), total);

    public void Report(long value) => _progress.Report(new OperationProgress(_activity, value, _total));
}
