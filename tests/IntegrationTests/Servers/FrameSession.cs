using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A session with the module and with the tests' own cmdlets on it, which show what no cmdlet of the module shows alone.</summary>
public sealed class FrameSession : IDisposable
{
    private static readonly string s_cmdlets = RepositoryRoot.Combine(
        "tests", "FrameCmdlets", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "HubChantier.Backup.FrameCmdlets.dll");

    private readonly ModuleSession _session = new(moreModules: s_cmdlets);

    /// <summary>Runs a script that may use $server and $arguments.</summary>
    public SessionResult Invoke(ThrowawayServer server, string script, object? arguments = null)
        => _session.Invoke("param($server, $arguments)\n" + script, new { server = server.Socket, arguments });

    public void Dispose() => _session.Dispose();
}
