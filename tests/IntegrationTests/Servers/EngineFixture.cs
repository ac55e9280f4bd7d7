using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>The engine of all the tests that need one. Made only if a test runs: where no engine can run, all are skipped.</summary>
public sealed class EngineFixture : IDisposable
{
    public Lazy<DockerEngine> Engine { get; } = new(() => new DockerEngine());

    public ModuleSession Session { get; } = new();

    public void Dispose()
    {
        Session.Dispose();
        if (Engine.IsValueCreated)
        {
            Engine.Value.Dispose();
        }
    }
}
