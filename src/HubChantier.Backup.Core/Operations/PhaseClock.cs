namespace HubChantier.Backup.Operations;

/// <summary>Takes the time of one step after the other.</summary>
internal sealed class PhaseClock
{
    private readonly TimeProvider _time;
    private readonly List<HubRestorePhase> _phases = [];
    private long _began;

    public PhaseClock(TimeProvider time)
    {
        _time = time;
        _began = time.GetTimestamp();
    }

    public IReadOnlyList<HubRestorePhase> All => _phases;

    /// <summary>Ends a step; the next begins.</summary>
    public void End(string name)
    {
        long now = _time.GetTimestamp();
        _phases.Add(new HubRestorePhase { Name = name, Duration = _time.GetElapsedTime(_began, now) });
        _began = now;
    }
}
