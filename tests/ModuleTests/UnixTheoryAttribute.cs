namespace HubChantier.Backup.ModuleTests;

/// <summary>A theory about POSIX signals and process groups, which Windows does not have; there it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no POSIX signals." : null;
}
