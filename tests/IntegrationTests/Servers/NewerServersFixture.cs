using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>Servers of PostgreSQL 16, 17 and 18 with the sample database, each started when it is first asked for, and a session with the module.</summary>
public sealed class NewerServersFixture : IDisposable
{
    private readonly Dictionary<int, ThrowawayServer> _servers = [];

    public ModuleSession Session { get; } = new();

    /// <summary>The server of a version.</summary>
    public ThrowawayServer Server(int major)
    {
        if (!_servers.TryGetValue(major, out ThrowawayServer? server))
        {
            // There is no client of version 16; 17's, which dumps it too, gives what is compared.
            server = new ThrowawayServer(NewerPostgresql.Server(major), NewerPostgresql.Clients(Math.Max(17, major)));
            _servers[major] = server;
            server.CreateSample(SampleFixture.Database, rows: 500);
        }

        return server;
    }

    /// <summary>Runs a script that may use $server, $folder, $database and $more.</summary>
    public SessionResult Invoke(string script, int major, string folder, object? more = null)
        => Session.Invoke(
            "param($server, $folder, $database, $more)\n" + script,
            new { server = Server(major).Socket, folder, database = SampleFixture.Database, more });

    public void Dispose()
    {
        Session.Dispose();
        foreach (ThrowawayServer server in _servers.Values)
        {
            server.Dispose();
        }
    }
}
