using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Frame;

/// <summary>Where the build put the tests' helpers: in the same configuration as the tests.</summary>
internal static class FramePaths
{
    private static readonly string s_output = Path.Combine("bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");

    public static string Cmdlets { get; } = RepositoryRoot.Combine("tests", "FrameCmdlets", s_output, "HubChantier.Backup.FrameCmdlets.dll");

    public static string ModuleHost { get; } = RepositoryRoot.Combine("tools", "ModuleHost", s_output, "ModuleHost.dll");
}
