using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A fact about a real Docker engine. Where none can run it is shown as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EngineFactAttribute : FactAttribute
{
    private static readonly string s_hindrance = Command.Run(DockerEngine.Script, ["check"]).Trim();

    public EngineFactAttribute() => Skip = s_hindrance.Length > 0 ? s_hindrance : null;
}
