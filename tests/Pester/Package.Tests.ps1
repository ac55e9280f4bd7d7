# What is published, in PowerShell itself: its manifest, and an installation from a folder as a repository.
BeforeDiscovery { $psResourceGet = [bool](Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet) }

Describe 'The package' -Skip:$IsWindows {
    BeforeAll {
        $root = "$PSScriptRoot/../.."
        $configuration = @('Release', 'Debug').Where({ Test-Path "$root/tools/Packager/bin/$_/net10.0/Packager.dll" })[0]
        & bash "$root/tools/package.sh" $configuration "$TestDrive/artifacts"
        $module = Get-Item "$TestDrive/artifacts/HubChantier.Backup/*"
        $cmdlets = (Import-PowerShellDataFile "$root/HubChantier.Backup.psd1").CmdletsToExport
    }

    It 'has a manifest that Test-ModuleManifest takes' {
        $manifest = Test-ModuleManifest "$module/HubChantier.Backup.psd1"
        $manifest.Version | Should -Be $module.Name
        @($manifest.ExportedCmdlets.Keys | Sort-Object) | Should -Be @($cmdlets | Sort-Object)
    }

    It 'imports and helps in a session of its own' {
        pwsh -NoProfile -NonInteractive -Command "Import-Module '$module/HubChantier.Backup.psd1'; (Get-Help Restore-HubBackup -Parameter TargetDatabase).name; (Get-Help about_HubBackup_Errors).Length -gt 1000" |
            Should -Be @('TargetDatabase', 'True')
    }

    It 'installs from a folder as a repository' -Skip:(-not $psResourceGet) {
        Register-PSResourceRepository -Name HubPackageTest -Uri "$TestDrive/artifacts" -Trusted
        try { Save-PSResource HubChantier.Backup -Repository HubPackageTest -Path "$TestDrive/installed" -IncludeXml:$false }
        finally { Unregister-PSResourceRepository HubPackageTest }
        (Test-ModuleManifest "$TestDrive/installed/HubChantier.Backup/*/HubChantier.Backup.psd1").ExportedCmdlets.Count | Should -Be $cmdlets.Count
    }
}
