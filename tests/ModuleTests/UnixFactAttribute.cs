namespace HubChantier.Backup.ModuleTests;

/// <summary>A fact about what a shell script makes; on Windows it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no bash." : null;
}
