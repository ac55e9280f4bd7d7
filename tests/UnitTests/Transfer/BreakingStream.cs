namespace HubChantier.Backup.UnitTests.Transfer;

/// <summary>Bytes of which some can be read, and then none any more.</summary>
internal sealed class BreakingStream(byte[] content, int after, BackupFailure failure) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int left = (int)Math.Min(after - Position, buffer.Length);
        return left <= 0 ? throw FakeObjectStore.Failure(failure) : base.ReadAsync(buffer[..left], cancellationToken);
    }
}
