namespace HubChantier.Backup.Transfer;

/// <summary>Sums up what the parts of an upload report, each its own bytes so far.</summary>
internal sealed class SentBytes
{
    private readonly Lock _gate = new();
    private readonly IProgress<long> _total;
    private long _sum;

    public SentBytes(IProgress<long> total) => _total = total;

    /// <summary>Progress of one part. A part that is sent anew reports less than before, and the sum falls with it.</summary>
    public IProgress<long> Part() => new PartProgress(this);

    private void Add(long bytes)
    {
        lock (_gate)
        {
            _sum += bytes;
            _total.Report(_sum);
        }
    }

    private sealed class PartProgress(SentBytes owner) : IProgress<long>
    {
        private long _last;

        public void Report(long value)
        {
            owner.Add(value - _last);
            _last = value;
        }
    }
}
