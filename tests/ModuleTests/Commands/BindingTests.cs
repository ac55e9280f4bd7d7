using System.Management.Automation;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Commands;

/// <summary>The binding rules that hold for every cmdlet (what is piped never chooses the server or the folder).</summary>
public sealed class BindingTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Only_backups_bind_from_the_pipeline()
    {
        (string Command, ParameterMetadata Parameter)[] piped = [.. Commands()
            .SelectMany(command => command.Parameters.Values.Select(parameter => (command.Name, parameter)))
            .Where(pair => pair.parameter.ParameterSets.Values.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName))];

        Assert.NotEmpty(piped);
        Assert.All(piped, pair => Assert.Contains(pair.Parameter.Name, (string[])["InputObject", "LiteralPath"]));
        Assert.All(piped.Where(pair => pair.Parameter.Name == "LiteralPath"), pair => Assert.Contains("PSPath", pair.Parameter.Aliases));
    }

    [Fact]
    public void Cmdlets_that_change_something_ask_ShouldProcess_and_those_that_read_do_not()
    {
        // A drill of Test-HubBackup makes a database, and so does Test-HubBackupSetup.
        string[] reading = ["Get", "Test", "Compare", "Export"];
        Assert.All(Commands(), command => Assert.Equal(
            !reading.Contains(command.Verb) || command.Parameters.ContainsKey("Drill") || command.Name == "Test-HubBackupSetup", command.Parameters.ContainsKey("WhatIf")));
    }

    [Fact]
    public void Names_are_approved_verbs_and_singular_nouns()
    {
        HashSet<string> approved = [.. _session.Invoke("Get-Verb").Output.Select(verb => $"{verb.Properties["Verb"].Value}")];
        Assert.All(Commands(), command =>
        {
            Assert.True(approved.Count == 0 || approved.Contains(command.Verb), command.Name);
            Assert.StartsWith("Hub", command.Noun, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("Invoke-HubBackup -Port 70000")]
    [InlineData("Invoke-HubBackup -SslMode sometimes")]
    [InlineData("Invoke-HubBackup -Kind Safety")]
    [InlineData("Get-HubBackup -BackupDirectory ''")]
    [InlineData("Restore-HubBackup x -TargetDatabase ''")]
    public void Bad_parameters_are_refused(string script)
        => Assert.StartsWith("ParameterArgument", _session.Invoke(script).ErrorId(), StringComparison.Ordinal);

    [Theory]
    [InlineData("PGPORT", "five", "PGPORT")]
    [InlineData("PGSSLMODE", "always", "PGSSLMODE")]
    [InlineData("POSTGRES_PASSWORD_FILE", "/nowhere/secret", "POSTGRES_PASSWORD_FILE")]
    public void A_bad_variable_is_named(string variable, string value, string expected)
    {
        Environment.SetEnvironmentVariable(variable, value);
        try
        {
            ErrorRecord error = _session.Invoke("Invoke-HubBackup").Error();

            Assert.StartsWith("SettingInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public void Relative_paths_are_meant_against_PowerShells_location_not_the_processs()
    {
        string folder = Directory.CreateTempSubdirectory("hub-location-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "backups"));
        File.WriteAllText(Path.Combine(folder, "backups", "hub_chantier_backup_20250208_030000.sql.gz"), "");
        _session.Location = folder;

        Assert.Equal("hub_chantier_backup_20250208_030000.sql.gz", (string)_session.Invoke("Get-HubBackup -BackupDirectory backups").Single().Name);
        Assert.Equal("hub_chantier_backup_20250208_030000.sql.gz", (string)_session.Invoke("Test-HubBackup backups/*.gz").Single().Name);
        Assert.Equal("BackupNotFound", _session.Invoke("Test-HubBackup backups/x*.gz").ErrorId());
        Assert.Equal("BackupNotFound", _session.Invoke("Test-HubBackup -LiteralPath 'backups/*.gz'").ErrorId());
    }

    [Theory]
    [InlineData("nodrive:/x.sql.gz")]
    [InlineData("nodrive:/x*.sql.gz")]
    [InlineData("/nowhere/x*.sql.gz")]
    [InlineData("/nowhere/[x")]
    [InlineData("Env:PATH")]
    [InlineData("Env:PAT*")]
    public void One_path_that_leads_nowhere_does_not_keep_the_next_from_its_turn(string path)
    {
        string folder = Directory.CreateTempSubdirectory("hub-paths-").FullName;
        File.WriteAllText(Path.Combine(folder, "hub_chantier_backup_20250208_030000.sql.gz"), "");

        SessionResult result = _session.Invoke("param($path, $good) Test-HubBackup $path, $good", new { path, good = Path.Combine(folder, "hub_chantier_backup_20250208_030000.sql.gz") });

        Assert.Equal("BackupNotFound", result.ErrorId());
        Assert.Equal(path, result.Error().TargetObject);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_variable_is_not_a_file_of_its_name_in_the_processs_folder()
    {
        string file = Path.Combine(Environment.CurrentDirectory, "hub_chantier_backup_20250208_030000.sql.gz");
        File.WriteAllText(file, "");
        try
        {
            SessionResult result = _session.Invoke("Test-HubBackup -LiteralPath 'Variable:hub_chantier_backup_20250208_030000.sql.gz'");

            Assert.Equal("BackupNotFound", result.ErrorId());
            Assert.Empty(result.Output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Names_complete()
    {
        string folder = Directory.CreateTempSubdirectory("hub-complete-").FullName;
        File.WriteAllText(Path.Combine(folder, "hub_chantier_backup_20250208_030000.sql.gz"), "");
        File.WriteAllText(Path.Combine(folder, "hub_chantier_backup_20250209_030000.sql.gz"), "");

        string script = $"Get-HubBackup -BackupDirectory '{folder}' -Name hub_";
        string[] found = [.. _session.Invoke(
            "param($script) [System.Management.Automation.CommandCompletion]::CompleteInput($script, $script.Length, $null).CompletionMatches.CompletionText", new { script })
            .ThrowOnError().Output.Select(text => $"{text}")];

        Assert.Equal(["hub_chantier_backup_20250209_030000.sql.gz", "hub_chantier_backup_20250208_030000.sql.gz"], found);
    }

    private IReadOnlyList<CmdletInfo> Commands() => [.. _session.Invoke("Get-Command -Module HubChantier.Backup").Output.Select(command => (CmdletInfo)command.BaseObject)];
}
