using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A fact about the backup container. Where no Docker engine can run, or pwsh is not, it is shown as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContainerFactAttribute : FactAttribute
{
    private static readonly string s_hindrance = Command.Run(BackupContainer.ImageScript, ["check"]).Trim();

    public ContainerFactAttribute() => Skip = s_hindrance.Length > 0 ? s_hindrance : null;
}
