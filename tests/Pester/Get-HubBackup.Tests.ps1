BeforeAll {
    Import-Module "$PSScriptRoot/../../HubChantier.Backup.psd1" -Force
    $first = Invoke-HubBackup
    $second = Invoke-HubBackup
}

Describe 'Get-HubBackup' {
    It 'lists the oldest first, so that the last is the newest' {
        (Get-HubBackup | Select-Object -Last 1).Name | Should -Be $second.Name
        (Get-HubBackup -Latest).Name | Should -Be $second.Name
    }

    It 'finds by wildcard' {
        (Get-HubBackup -Name $first.Name).Id | Should -Be $first.Id
        @(Get-HubBackup -Name 'hub_chantier_backup_*').Count | Should -BeGreaterOrEqual 2
    }

    It 'says so when a name is not there' {
        { Get-HubBackup -Name nothing.sql.gz -ErrorAction Stop } | Should -Throw -ErrorId 'BackupNotFound,*'
    }

    It 'shows a table that fits 80 columns' {
        Get-HubBackup | Out-String -Width 80 | Should -Match 'Name\s+State\s+Age\s+Size\s+Rows\s+Copies'
    }
}
