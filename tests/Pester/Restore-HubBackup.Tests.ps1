BeforeAll {
    Import-Module "$PSScriptRoot/../../HubChantier.Backup.psd1" -Force
    $backup = Invoke-HubBackup
}

Describe 'Restore-HubBackup' {
    It 'restores the newest from a pipeline, beside the live database' {
        $restore = Get-HubBackup | Select-Object -Last 1 | Restore-HubBackup -TargetDatabase pester_copy
        $restore.RowsFound | Should -Be $backup.Rows
        $restore.Phases.Name | Should -Be 'Gate', 'Load', 'Verify', 'Analyze', 'Rename'
    }

    It 'never overwrites a database' {
        { $backup | Restore-HubBackup -TargetDatabase hub_chantier -ErrorAction Stop } | Should -Throw -ErrorId 'TargetExists,*'
    }

    It 'has help with examples' {
        (Get-Help Restore-HubBackup).Examples.Example.Count | Should -BeGreaterOrEqual 3
    }
}
