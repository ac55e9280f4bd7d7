BeforeAll {
    Import-Module "$PSScriptRoot/../../HubChantier.Backup.psd1" -Force
}

Describe 'Invoke-HubBackup' {
    It 'gives a backup that is complete' {
        $backup = Invoke-HubBackup -Reason 'pester'
        $backup | Should -BeOfType HubChantier.Backup.HubBackup
        $backup.State | Should -Be 'Complete'
        $backup.Reason | Should -Be 'pester'
        Test-Path $backup.FullName | Should -BeTrue
    }

    It 'makes nothing with -WhatIf' {
        $before = @(Get-HubBackup).Count
        Invoke-HubBackup -WhatIf
        @(Get-HubBackup).Count | Should -Be $before
    }

    It 'stops a script that does not catch' {
        $script = Join-Path $TestDrive 'down.ps1'
        Set-Content $script "`$ErrorActionPreference = 'Stop'; Import-Module '$PSScriptRoot/../../HubChantier.Backup.psd1'; try { Invoke-HubBackup -Server /nowhere } catch { exit (`$_.Exception.ExitCode ?? 1) }"
        pwsh -NoProfile -NonInteractive -File $script
        $LASTEXITCODE | Should -Be 11
    }
}
