using HubChantier.Backup.ModuleTests.Frame;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Host;

/// <summary>tools/ModuleHost ends, prints and takes arguments as pwsh -NonInteractive -File does.</summary>
public sealed class ModuleHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-host-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("'all'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("function f { exit 7 }; f", 7)]
    [InlineData("try { exit 7 } finally { 'end' }", 7)]
    [InlineData("dotnet --no-such-option; exit 0", 0)]
    [InlineData("dotnet --no-such-option; 'went on'", 0)]
    [InlineData("throw 'no'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Command no-such-command", 1)]
    [InlineData("Get-Command no-such-command; 'went on'", 0)]
    [InlineData("if (", 1)]
    [InlineData("param([Parameter(Mandatory)] $Name) 'never asked'", 1)]
    public void The_exit_code_is_that_of_pwsh(string script, int expected) => Assert.Equal(expected, Run(script).Code);

    [Fact]
    public void Arguments_reach_the_scripts_parameters_and_are_never_run()
    {
        const string Script = "param([string] $Name, [switch] $Flag, [Parameter(ValueFromRemainingArguments)] $Rest) \"$Name|$Flag|$($Rest -join '|')\"";

        Assert.Equal("a b;c|True|one|-5|it's", Run(Script, "-Name", "a b;c", "-Flag", "one", "-5", "it's").Output.Trim());
        Assert.Equal("x;exit 9|False|-y z;exit 9|$(exit 9)", Run(Script, "-Name:x;exit 9", "-Flag:$false", "-y z;exit 9", "$(exit 9)").Output.Trim());
    }

    [Fact]
    public void The_script_knows_its_folder_and_the_current_one()
        => Assert.Equal([_folder, Environment.CurrentDirectory], Run("$PSScriptRoot; $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [Fact]
    public void Objects_are_shown_by_the_modules_views_without_colours()
    {
        File.WriteAllText(Path.Combine(_folder, "hub_chantier_backup_20250208_030000.sql.gz"), "");

        (int code, string output, string error) = Run($"Import-Module '{RepositoryRoot.ModuleManifest}'; Get-HubBackup -BackupDirectory $PSScriptRoot");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Name", output, StringComparison.Ordinal);
        Assert.Contains("Legacy", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Theory]
    [InlineData("Continue", 0)]
    [InlineData("Stop", 1)]
    public void An_error_is_said_on_stderr_with_what_to_do(string preference, int expected)
    {
        (int code, string output, string error) = Run($"$ErrorActionPreference = '{preference}'; Import-Module '{RepositoryRoot.ModuleManifest}'; Test-HubBackup -LiteralPath /nowhere/x.sql.gz");

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains("/nowhere/x.sql.gz", error, StringComparison.Ordinal);
        Assert.Contains("Get-HubBackup lists what is there", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', error);
    }

    [Fact]
    public void Warnings_and_verbose_lines_go_to_stderr_progress_nowhere()
    {
        (int code, string output, string error) = Run(
            $"Import-Module '{RepositoryRoot.ModuleManifest}', '{FramePaths.Cmdlets}'; Test-FrameOrder -Verbose | Where-Object {{ $_ -eq 'end' }}; Test-FrameProgress -Report '0 dumping 0', '2000 dumping 1'");

        Assert.Equal(0, code);
        Assert.Equal(["end", "object"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("WARNING: warning 199", error, StringComparison.Ordinal);
        Assert.Contains("VERBOSE: verbose 199", error, StringComparison.Ordinal);
        Assert.DoesNotContain("dumping", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_is_refused()
    {
        (int code, _, string error) = Run($"$ErrorActionPreference = 'Stop'; Import-Module '{RepositoryRoot.ModuleManifest}', '{FramePaths.Cmdlets}'; Test-FrameQuestion");

        Assert.Equal(1, code);
        Assert.Contains("never prompts", error, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Run(string script, params string[] arguments)
    {
        string path = Path.Combine(_folder, "script.ps1");
        File.WriteAllText(path, script);
        return Command.TryRun("dotnet", [FramePaths.ModuleHost, "-File", path, .. arguments]);
    }
}
