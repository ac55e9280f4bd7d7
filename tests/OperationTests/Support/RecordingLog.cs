using HubChantier.Backup.Ports;
using HubChantier.Backup.Providers;

namespace HubChantier.Backup.OperationTests.Support;

/// <summary>Keeps what an operation says.</summary>
public sealed class RecordingLog : IOperationLog, IProgress<OperationProgress>
{
    public List<string> Warnings { get; } = [];

    public OperationContext Context => new(this, this, TimeProvider.System, new ProviderFactory().CreateZstdCodec, new ProviderFactory().CreateX25519);

    public void Write(string message)
    {
    }

    public void Warn(string message) => Warnings.Add(message);

    public void Report(OperationProgress value)
    {
    }
}
