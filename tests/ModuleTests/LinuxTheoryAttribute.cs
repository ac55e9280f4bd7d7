namespace HubChantier.Backup.ModuleTests;

/// <summary>A theory that needs setsid and env of Linux, to make a process group of its own; elsewhere it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "setsid and env --default-signal are Linux's.";
}
