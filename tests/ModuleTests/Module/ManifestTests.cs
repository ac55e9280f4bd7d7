using System.Management.Automation;
using System.Reflection;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Module;

public sealed class ManifestTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_manifest_is_valid_and_its_version_is_the_assemblys()
    {
        dynamic manifest = _session.Invoke("param($path) Test-ModuleManifest $path", new { path = RepositoryRoot.ModuleManifest }).Single();

        Assert.Equal(AssemblyName.GetAssemblyName(RepositoryRoot.Combine("bin", "HubChantier.Backup.dll")).Version!.ToString(3), manifest.Version.ToString());
        Assert.Equal("7.6", manifest.PowerShellVersion.ToString());
    }

    [Fact]
    public void The_module_exports_exactly_the_cmdlets_that_it_has()
    {
        string[] declared = [.. _session.Invoke("(Get-Module HubChantier.Backup).ExportedCmdlets.Keys").Output.Select(name => (string)name.BaseObject).Order(StringComparer.Ordinal)];
        string[] implemented = [.. _session.Invoke(
            "[HubChantier.Backup.HubBackup]; [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'HubChantier.Backup' } | ForEach-Object { $_.GetTypes() }")
            .Output.Select(type => type.BaseObject).Cast<Type>()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.Ordinal)];

        Assert.NotEmpty(declared);
        Assert.Equal(implemented, declared);
    }

    [Fact]
    public void Importing_again_with_force_keeps_the_commands()
    {
        SessionResult result = _session.Invoke(
            "param($path) Import-Module $path -Force; Import-Module $path -Force; Get-HubBackup -BackupDirectory /nowhere; (Get-Command -Module HubChantier.Backup).Count",
            new { path = RepositoryRoot.ModuleManifest });

        Assert.True(result.Single() >= 4);
    }

    [Fact]
    public void No_engine_lies_beside_the_module()
        => Assert.Empty(Directory.GetFiles(RepositoryRoot.Combine("bin"), "System.Management.Automation*", SearchOption.AllDirectories));

    [Fact]
    public void Third_party_packages_live_in_a_load_context_of_their_own()
    {
        _session.Invoke("Invoke-HubBackup -Server /nowhere -BackupDirectory ([IO.Path]::GetTempPath() + '/hub-none')");

        Assembly npgsql = Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "Npgsql");
        Assert.Equal("HubChantier.Backup.Providers", System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(npgsql)!.Name);
        Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "HubChantier.Backup.Core");
    }
}
