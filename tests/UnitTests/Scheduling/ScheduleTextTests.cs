using HubChantier.Backup.Scheduling;

namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>What the files of a schedule say to systemd and cron.</summary>
public sealed class ScheduleTextTests
{
    [Fact]
    public void The_timer_makes_up_for_missed_runs_and_spreads_them()
    {
        ILookup<string, string> timer = Definitions.Settings(SystemdUnits.Files(Definitions.Nightly(timeZone: "Europe/Paris"))[1]);

        Assert.Equal("*-*-* 03:00:00 Europe/Paris", Assert.Single(timer["Timer.OnCalendar"]));
        Assert.Equal("true", Assert.Single(timer["Timer.Persistent"]));
        Assert.Equal("300", Assert.Single(timer["Timer.RandomizedDelaySec"]));
        Assert.Equal("timers.target", Assert.Single(timer["Install.WantedBy"]));
    }

    [Fact]
    public void The_service_runs_the_script_as_its_user_in_a_file_system_that_it_may_not_change()
    {
        ILookup<string, string> service = Definitions.Settings(SystemdUnits.Files(Definitions.Nightly(variables: [new("BACKUP_DIR", "/srv/b")]))[0]);

        Assert.Equal("oneshot", Assert.Single(service["Service.Type"]));
        Assert.Equal("postgres", Assert.Single(service["Service.User"]));
        Assert.Equal("\"/bin/true\" -NoProfile -NonInteractive -File \"/opt/hub/nightly-backup.ps1\"", Assert.Single(service["Service.ExecStart"]));
        Assert.Equal("\"BACKUP_DIR=/srv/b\"", Assert.Single(service["Service.Environment"]));
        Assert.Equal("-/etc/default/hub-backup", Assert.Single(service["Service.EnvironmentFile"]));
        Assert.Equal("mixed", Assert.Single(service["Service.KillMode"]));
        Assert.Equal("strict", Assert.Single(service["Service.ProtectSystem"]));
        Assert.Equal("\"-/var/backups/hub-chantier\"", Assert.Single(service["Service.ReadWritePaths"]));
        Assert.Equal("true", Assert.Single(service["Service.NoNewPrivileges"]));
        Assert.Equal("true", Assert.Single(service["Service.PrivateTmp"]));
        Assert.Equal("", Assert.Single(service["Service.CapabilityBoundingSet"]));
        Assert.Empty(service["Service.MemoryDenyWriteExecute"]);
    }

    [Fact]
    public void Root_keeps_its_capabilities_and_a_socket_in_tmp_is_seen()
    {
        ILookup<string, string> service = Definitions.Settings(SystemdUnits.Files(Definitions.Nightly(user: "root", sharesTemporaryFolder: true))[0]);

        Assert.Empty(service["Service.CapabilityBoundingSet"]);
        Assert.Equal("false", Assert.Single(service["Service.PrivateTmp"]));
    }

    [Fact]
    public void A_users_own_service_has_nothing_that_only_root_may()
    {
        ILookup<string, string> service = Definitions.Settings(SystemdUnits.Files(Definitions.Nightly(user: null))[0]);

        Assert.Empty(service["Service.User"]);
        Assert.Empty(service["Service.ProtectSystem"]);
        Assert.Empty(service["Unit.After"]);
        Assert.Equal("-%E/hub-backup", Assert.Single(service["Service.EnvironmentFile"]));
    }

    [Fact]
    public void What_systemd_would_read_as_its_own_is_quoted()
    {
        ILookup<string, string> service = Definitions.Settings(SystemdUnits.Files(Definitions.Nightly(script: """/opt/100% "$HOME\x.ps1""", variables: [new("X", """a "b" $c %d \e""")]))[0]);

        Assert.EndsWith(""" "/opt/100%% \"$$HOME\\x.ps1" """.TrimEnd(), Assert.Single(service["Service.ExecStart"]), StringComparison.Ordinal);
        Assert.Equal(""" "X=a \"b\" $c %%d \\e" """.Trim(), Assert.Single(service["Service.Environment"]));
    }

    [Fact]
    public void The_cron_file_has_one_line_for_its_user_in_the_shells_quotes()
    {
        ScheduleFile file = Assert.Single(CronFile.Files(Definitions.Nightly(script: "/opt/it's 100%/x.ps1", variables: [new("BACKUP_DIR", "/srv/b")])));
        string[] lines = [.. file.Text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

        Assert.Equal("hub-backup", file.Name);
        Assert.Contains("BACKUP_DIR=\"/srv/b\"", lines);
        Assert.Equal("""0 3 * * * postgres '/bin/true' -NoProfile -NonInteractive -File '/opt/it'\''s 100\%/x.ps1'""", lines[^1]);
        Assert.EndsWith("\n", file.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.b", "postgres", "/x.ps1")]
    [InlineData("../x", "postgres", "/x.ps1")]
    [InlineData("", "postgres", "/x.ps1")]
    [InlineData("x\n", "postgres", "/x.ps1")]
    [InlineData("x", "post gres", "/x.ps1")]
    [InlineData("x", "root\nExecStart=/bin/sh", "/x.ps1")]
    [InlineData("x", "postgres", "/x\n.ps1")]
    public void What_would_break_out_of_its_line_is_refused(string name, string user, string script)
        => Assert.Equal(BackupFailure.ScheduleInvalid, Assert.Throws<BackupException>(Definitions.Nightly(name: name, user: user, script: script).Check).Failure);

    [SystemdFact]
    public void Systemd_has_nothing_to_say_against_the_units()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-units-");
        try
        {
            foreach (ScheduleFile unit in SystemdUnits.Files(Definitions.Nightly("*/15 1-3 * * MON-FRI", "Europe/Paris", user: "root", script: "/opt/é 100% $x.ps1")))
            {
                File.WriteAllText(Path.Combine(folder.FullName, unit.Name), unit.Text);
            }

            (int exitCode, string text) = SystemdProgram.Run(["verify", .. folder.EnumerateFiles().Select(file => file.FullName)]);

            Assert.DoesNotContain("hub-backup", text, StringComparison.Ordinal);
            Assert.Equal(0, exitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
