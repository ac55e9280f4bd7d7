namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>A fact that asks systemd-analyze, which needs no running systemd; where it is not installed, the fact is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemdFactAttribute : FactAttribute
{
    public SystemdFactAttribute() => Skip = SystemdProgram.IsThere ? null : SystemdProgram.Missing;
}
