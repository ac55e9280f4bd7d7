using System.Diagnostics;
using System.Globalization;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class KilledRunTests(SampleFixture sample)
{
    internal static string ModuleHost { get; } = RepositoryRoot.Combine(
        "tools", "ModuleHost", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "ModuleHost.dll");

    /// <summary>SIGKILL at random moments; HUB_KILLS sets how many.</summary>
    [Fact]
    public void A_run_that_is_killed_leaves_nothing_that_is_listed_and_bad_and_the_next_run_clears_up()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("HUB_KILLS") ?? "8", CultureInfo.InvariantCulture);
        string folder = sample.NewFolder();
        string script = Path.Combine(Directory.CreateTempSubdirectory("hub-kill-").FullName, "endless.ps1");
        File.WriteAllText(script, $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{RepositoryRoot.ModuleManifest}}'
            while ($true) {
                [IO.File]::WriteAllText("$PSScriptRoot/running", '')
                $null = Invoke-HubBackup -Server '{{sample.Server.Socket}}' -Database {{SampleFixture.Database}} -BackupDirectory '{{folder}}' -LockTimeoutSeconds 20
            }
            """);
        string running = Path.Combine(Path.GetDirectoryName(script)!, "running");
        Random random = new();
        for (int kill = 0; kill < kills; kill++)
        {
            File.Delete(running);
            using Process host = Process.Start(new ProcessStartInfo("dotnet", [ModuleHost, "-File", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Assert.True(SpinWait.SpinUntil(() => File.Exists(running) || host.HasExited, TimeSpan.FromSeconds(60)));
            Assert.False(host.HasExited, "the run ended by itself: " + (host.HasExited ? host.StandardError.ReadToEnd() : ""));
            Thread.Sleep(random.Next(700));
            host.Kill();
            host.WaitForExit();

            Assert.All(Listed(folder), test => Assert.True(test.Passed, $"{test.Name}: {string.Join(" ", test.Problems)}"));
        }

        sample.Invoke("Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -LockTimeoutSeconds 60", folder).ThrowOnError();

        string[] files = SampleFixture.Leftovers(folder);
        Assert.DoesNotContain(files, name => name.EndsWith(".partial", StringComparison.Ordinal));
        Assert.Equal(files.Count(name => name.EndsWith(".sql.gz", StringComparison.Ordinal)), files.Count(name => name.EndsWith(".json", StringComparison.Ordinal)));
        Assert.Equal(files.Length, 3 * files.Count(name => name.EndsWith(".access.sql", StringComparison.Ordinal)));
    }

    private IEnumerable<dynamic> Listed(string folder)
        => sample.Invoke("Get-HubBackup -Database $database -BackupDirectory $folder | Test-HubBackup", folder).ThrowOnError().Output.Select(value => value.BaseObject);
}
