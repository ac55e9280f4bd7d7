using System.Diagnostics;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>An application in a database: a session that stays (application_name sleeper), and some that connect again all the time.</summary>
internal sealed class Clients : IDisposable
{
    private readonly List<Process> _processes = [];

    public Clients(SampleFixture sample, string database, int count)
    {
        string psql = Path.Combine(ThrowawayServer.Programs, "psql");
        Start("PGAPPNAME=sleeper exec '" + psql + "' -qX -c 'SELECT pg_sleep(600)'");
        for (int client = 0; client < count; client++)
        {
            Start($"while :; do '{psql}' -qXc 'SELECT count(*) FROM chantiers'; done");
        }

        if (!SpinWait.SpinUntil(() => sample.Server.Query("postgres", "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sleeper'") == "1", TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException("The clients did not connect.");
        }

        void Start(string script)
        {
            ProcessStartInfo start = new("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach ((string name, string value) in sample.Server.Environment(database))
            {
                start.Environment[name] = value;
            }

            Process process = Process.Start(start)!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            _processes.Add(process);
        }
    }

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
