using HubChantier.Backup.Ports;

namespace HubChantier.Backup.UnitTests.Journal;

/// <summary>Gathers the warnings of an operation that has no one to speak to.</summary>
internal sealed class QuietLog : IOperationLog
{
    public List<string> Warnings { get; } = [];

    public OperationContext Context(TimeProvider? time = null)
        => new(this, new Progress<OperationProgress>(), time ?? TimeProvider.System, static () => throw new NotSupportedException(), static () => throw new NotSupportedException());

    public void Write(string message)
    {
    }

    public void Warn(string message) => Warnings.Add(message);
}
