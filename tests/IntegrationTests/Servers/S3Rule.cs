namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>Which requests a <see cref="S3FaultProxy"/> does something to, and how many of them.</summary>
/// <param name="method">GET, PUT …; null: any.</param>
/// <param name="text">What path and query contain, such as <c>partNumber=2</c>; empty: anything.</param>
/// <param name="fault">What happens to them.</param>
/// <param name="times">Only so many of them, the first ones.</param>
public sealed class S3Rule(string? method, string text, S3Fault fault, int times)
{
    private readonly TaskCompletionSource _hit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hits;

    public S3Fault Fault => fault;

    /// <summary>How many requests it has met.</summary>
    public int Hits => Math.Min(Volatile.Read(ref _hits), times);

    /// <summary>Ends when it meets its first request.</summary>
    public Task Hit => _hit.Task;

    /// <summary>Whether it is for this request; counts it then.</summary>
    internal bool Takes(S3Request request)
    {
        if ((method is not null && method != request.Method) || !request.ToString().Contains(text, StringComparison.Ordinal) || Interlocked.Increment(ref _hits) > times)
        {
            return false;
        }

        _hit.TrySetResult();
        return true;
    }
}
