namespace HubChantier.Backup.FrameCmdlets;

/// <summary>A clock that goes on when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long _milliseconds;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Interlocked.Read(ref _milliseconds);

    public void Advance(int milliseconds) => Interlocked.Add(ref _milliseconds, milliseconds);
}
