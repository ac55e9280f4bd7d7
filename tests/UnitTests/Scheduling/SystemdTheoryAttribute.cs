namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>As <see cref="SystemdFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SystemdTheoryAttribute : TheoryAttribute
{
    public SystemdTheoryAttribute() => Skip = SystemdProgram.IsThere ? null : SystemdProgram.Missing;
}
