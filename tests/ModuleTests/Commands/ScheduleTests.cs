using System.Management.Automation;
using HubChantier.Backup.ModuleTests.Frame;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Commands;

/// <summary>The cmdlets of schedules as a person uses them; a shell script stands in for pwsh.</summary>
public sealed class ScheduleTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-schedule-").FullName;
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public ScheduleTests()
    {
        File.WriteAllText(Path.Combine(_folder, "pwsh"), "#!/bin/sh\necho \"runs $4 on $POSTGRES_DB\"; exit 12\n");
        File.WriteAllText(Path.Combine(_folder, "job.ps1"), "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(_folder, "pwsh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Environment.SetEnvironmentVariable("PATH", _folder + Path.PathSeparator + _path);
        _session.Location = _folder;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [UnixTheory]
    [InlineData("Systemd", "hub-backup.service", "hub-backup.timer")]
    [InlineData("Cron", "hub-backup")]
    public void A_schedule_is_registered_shown_and_removed(string kind, params string[] files)
    {
        dynamic created = _session.Invoke($"Register-HubBackupSchedule '30 2 * * *' -Kind {kind} -Directory out -ScriptPath job.ps1").Single();
        dynamic again = _session.Invoke($"Register-HubBackupSchedule '30 2 * * *' -Kind {kind} -Directory out -ScriptPath job.ps1").Single();
        dynamic listed = _session.Invoke("Get-HubBackupSchedule hub-* -Directory out").Single();

        Assert.Equal(("Created", "Unchanged", "None"), ($"{created.Change}", $"{again.Change}", $"{listed.Change}"));
        Assert.Equal(files, Files());
        Assert.Equal("30 2 * * *", listed.CronExpression);
        Assert.True(listed.NextRun > DateTimeOffset.Now);

        _session.Invoke("Get-HubBackupSchedule -Directory out | Unregister-HubBackupSchedule").ThrowOnError();
        Assert.Empty(Files());
    }

    [UnixTheory]
    [InlineData("Systemd")]
    [InlineData("Cron")]
    public void A_secret_of_the_session_is_in_no_file(string kind)
    {
        Environment.SetEnvironmentVariable("POSTGRES_PASSWORD", "tres-secret");
        Environment.SetEnvironmentVariable("PGHOST", "db.example.org");
        try
        {
            SessionResult result = _session.Invoke($"Register-HubBackupSchedule -Kind {kind} -Directory out -ScriptPath job.ps1 -Database chantier").ThrowOnError();

            string text = string.Concat(Directory.EnumerateFiles(Path.Combine(_folder, "out")).Select(File.ReadAllText));
            Assert.DoesNotContain("tres-secret", text, StringComparison.Ordinal);
            Assert.Contains("PGHOST=", text, StringComparison.Ordinal);
            Assert.Contains("POSTGRES_DB=", text, StringComparison.Ordinal);
            Assert.Contains(result.Warnings, warning => warning.Contains("POSTGRES_PASSWORD", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("POSTGRES_PASSWORD", null);
            Environment.SetEnvironmentVariable("PGHOST", null);
        }
    }

    [UnixTheory]
    [InlineData("Register-HubBackupSchedule '0 3 1 * 1' -Directory out -ScriptPath job.ps1", "ScheduleInvalid")]
    [InlineData("Register-HubBackupSchedule -Name a.b -Directory out -ScriptPath job.ps1", "ScheduleInvalid")]
    [InlineData("Register-HubBackupSchedule -Directory out -ScriptPath none.ps1", "ScheduleInvalid")]
    [InlineData("Register-HubBackupSchedule -Kind Cron -UserLevel -ScriptPath job.ps1", "ScheduleInvalid")]
    [InlineData("Register-HubBackupSchedule -Kind Cron -TimeZone Europe/Paris -Directory out -ScriptPath job.ps1", "ScheduleInvalid")]
    [InlineData("Invoke-HubBackupSchedule -TimeZone Europe/Atlantis -ScriptPath job.ps1", "ScheduleInvalid")]
    [InlineData("Unregister-HubBackupSchedule none -Directory out", "ScheduleNotFound")]
    [InlineData("Unregister-HubBackupSchedule none -Kind Cron -UserLevel", "ScheduleInvalid")]
    [InlineData("Get-HubBackupSchedule -Kind Cron -UserLevel", "ScheduleInvalid")]
    [InlineData("Register-HubBackupSchedule -Name mine -Kind Cron -Directory . -ScriptPath job.ps1", "ScheduleForeign")]
    [InlineData("Unregister-HubBackupSchedule mine -Kind Cron -Directory .", "ScheduleForeign")]
    public void What_cannot_be_is_an_error_and_leaves_no_file(string script, string expected)
    {
        File.WriteAllText(Path.Combine(_folder, "mine"), "0 3 * * * root true\n");

        Assert.Equal(expected, _session.Invoke(script).ErrorId());
        Assert.Empty(Files());
        Assert.Equal("0 3 * * * root true\n", File.ReadAllText(Path.Combine(_folder, "mine")));
    }

    [UnixTheory]
    [InlineData("Register-HubBackupSchedule -Kind Systemd -Directory out -ScriptPath job.ps1 -WhatIf")]
    [InlineData("Invoke-HubBackupSchedule -RunAtStart -ScriptPath job.ps1 -WhatIf")]
    public void WhatIf_does_nothing(string script)
    {
        Assert.Empty(_session.InvokeOrGiveUp(script).ThrowOnError().Output);
        Assert.Empty(Files());
        Assert.Contains("What if", _session.Host.Interface.Text, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("chantier")]
    public void The_scheduler_runs_the_script_with_the_settings_and_a_failure_does_not_end_it(string database)
    {
        SessionResult result = _session.InvokeOrGiveUp(
            $"Invoke-HubBackupSchedule -RunAtStart -MaximumRuns 1 -ScriptPath job.ps1 -Database {database} -BackupDirectory {_folder} -LogPath events.log; 'after'");

        dynamic run = result.Output[0].BaseObject;
        Assert.Equal(("Failed", 12), ((string)$"{run.Result}", (int)run.ExitCode));
        Assert.Equal("after", result.Output[1].BaseObject);
        Assert.Empty(result.Errors);
        Assert.Contains($"runs {Path.Combine(_folder, "job.ps1")} on {database}", _session.Host.Interface.Text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] A run begins\.", File.ReadAllText(Path.Combine(_folder, "events.log")));
    }

    [LinuxTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_ends_the_script_that_runs_and_then_the_scheduler_as_it_should_end(string signal)
    {
        using SignalledScript script = new("""
            [IO.File]::WriteAllText("$PSScriptRoot/pwsh", @"
            #!/bin/sh
            trap ': > $PSScriptRoot/told; exit 40' TERM
            : > $PSScriptRoot/running
            while :; do sleep 0.05; done

            "@.Replace("`r", ''))
            [IO.File]::SetUnixFileMode("$PSScriptRoot/pwsh", [IO.UnixFileMode]::UserRead -bor [IO.UnixFileMode]::UserExecute)
            $env:PATH = "${PSScriptRoot}:$env:PATH"
            Invoke-HubBackupSchedule -RunAtStart -GraceSeconds 0 -ScriptPath $PSCommandPath -BackupDirectory $PSScriptRoot | ForEach-Object { Write-Mark result "$($_.Result)" }
            """);
        script.WaitForMark("running");

        Assert.Equal(0, script.End(signal));
        Assert.NotNull(script.Mark("told"));
        Assert.Equal("Cancelled", script.Mark("result"));
        Assert.Null(script.Mark("caught"));
    }

    [UnixTheory]
    [InlineData("PGHOST", "/nowhere", 11, "ServerUnreachable: ")]
    [InlineData("BACKUP_RETENTION_DAYS", "sept", 10, "SettingInvalid: ")]
    public void The_nights_script_says_what_failed_and_ends_with_its_exit_code(string variable, string value, int expected, string said)
    {
        Dictionary<string, string> environment = new() { ["BACKUP_DIR"] = _folder, ["LANG"] = "C.UTF-8", [variable] = value };

        (int code, _, string error) = Command.TryRun("dotnet", [FramePaths.ModuleHost, "-File", RepositoryRoot.Combine("examples", "nightly-backup.ps1")], environment);

        Assert.Equal(expected, code);
        Assert.StartsWith(said, error, StringComparison.Ordinal);
    }

    private string[] Files() => Directory.Exists(Path.Combine(_folder, "out"))
        ? [.. Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "out")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];
}
