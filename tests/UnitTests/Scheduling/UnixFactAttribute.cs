namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>A fact that needs a shell; elsewhere it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "There is no /bin/sh." : null;
}
