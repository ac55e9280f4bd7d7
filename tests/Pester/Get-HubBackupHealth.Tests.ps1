BeforeAll {
    $module = "$PSScriptRoot/../../HubChantier.Backup.psd1"
    Import-Module $module -Force

    # The help's health check of a container, in a pwsh of its own.
    function Get-HealthExitCode([string] $Folder) {
        $check = "`$ErrorActionPreference = 'Stop'; Import-Module '$module'
            exit [int]((Get-HubBackupHealth -SkipServer -FreePercent 0 -BackupDirectory '$Folder').Status -eq 'Critical')"
        pwsh -NoProfile -NonInteractive -Command $check 2>&1 | Out-Null
        $LASTEXITCODE
    }
}

Describe 'Get-HubBackupHealth' {
    It 'is an exit code' {
        Invoke-HubBackup
        Get-HealthExitCode $env:BACKUP_DIR | Should -Be 0
        Get-HealthExitCode "$TestDrive/nothing" | Should -Be 1
        [int](Get-HubBackupHealth -BackupDirectory "$TestDrive/nothing").Status | Should -Be 2
    }

    It 'asks the server, too, and fits 80 columns' {
        $health = Get-HubBackupHealth -FreePercent 0
        $health.UnfinishedRestores | Should -BeNullOrEmpty
        $health.ServerProblem | Should -BeNullOrEmpty
        $text = $health | Out-String -Width 80
        $text | Should -Match "hub_chantier \(default\): "
        ($text -split "`n" | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }
}
