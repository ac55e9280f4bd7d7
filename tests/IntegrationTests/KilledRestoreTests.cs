using System.Diagnostics;
using System.Globalization;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class KilledRestoreTests(SampleFixture sample)
{
    private static readonly string s_moduleHost = RepositoryRoot.Combine(
        "tools", "ModuleHost", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "ModuleHost.dll");

    /// <summary>SIGKILL at random moments of restore after restore, each followed by an undo; HUB_KILLS sets how many.</summary>
    [Fact]
    public void A_restore_that_is_killed_leaves_the_old_database_or_the_new_one_in_service_and_the_next_clears_up()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("HUB_KILLS") ?? "8", CultureInfo.InvariantCulture);
        LiveDatabase live = new(sample, "killed");
        string restored = sample.Server.Dump(SampleFixture.Database);
        string folder = Directory.CreateTempSubdirectory("hub-kill-").FullName;
        string script = Path.Combine(folder, "endless.ps1");
        File.WriteAllText(script, $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{RepositoryRoot.ModuleManifest}}'
            $there = @{ Server = '{{sample.Server.Socket}}'; Database = '{{live.Name}}'; LockTimeoutSeconds = 20; Confirm = $false }
            while ($true) {
                [IO.File]::WriteAllText("$PSScriptRoot/running", '')
                $null = Restore-HubBackup '{{live.Backup.FullName}}' @there
                $undone = Undo-HubRestore @there
                $undone | Remove-HubRestore -Server $there.Server -Confirm:$false
            }
            """);
        string running = Path.Combine(folder, "running");
        Random random = new();
        HashSet<string> seen = [];
        // On a busy machine a restore begins late: kills go on, later and later, until one has met it.
        for (int kill = 0; kill < kills || (kills >= 8 && seen.Count < 2 && kill < 5 * kills); kill++)
        {
            File.Delete(running);
            using Process host = Process.Start(new ProcessStartInfo("dotnet", [s_moduleHost, "-File", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Assert.True(SpinWait.SpinUntil(() => File.Exists(running) || host.HasExited, TimeSpan.FromSeconds(60)));
            Assert.False(host.HasExited, "the run ended by itself: " + (host.HasExited ? host.StandardError.ReadToEnd() : ""));
            Thread.Sleep(random.Next(1500 + (200 * kill)));
            host.Kill();
            host.WaitForExit();

            string now = sample.Server.Dump(live.Name);
            Assert.True(now == live.Text || now == restored, "the database in service is neither the old one nor the restored one");
            Assert.Equal("l'original", live.Comment(live.Name));
            seen.UnionWith(live.Databases().Select(name => name.Length > live.Name.Length ? name[live.Name.Length..(live.Name.Length + 8)] : name));
        }

        live.Restore("-LockTimeoutSeconds 60 -Confirm:$false").ThrowOnError();
        Assert.Equal(restored, sample.Server.Dump(live.Name));
        Assert.DoesNotContain(live.Databases(), name => name.Contains("_restore_", StringComparison.Ordinal));
        Assert.True(kills < 8 || seen.Count > 1, "no kill met a restore at work");
    }
}
