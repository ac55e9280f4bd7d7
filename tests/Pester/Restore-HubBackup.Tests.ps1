BeforeAll {
    Import-Module "$PSScriptRoot/../../HubChantier.Backup.psd1" -Force
    $backup = Invoke-HubBackup
}

Describe 'Restore-HubBackup' {
    It 'restores the newest from a pipeline, beside the live database' {
        $restore = Get-HubBackup | Select-Object -Last 1 | Restore-HubBackup -TargetDatabase pester_copy
        $restore.RowsFound | Should -Be $backup.Rows
        $restore.Phases.Name | Should -Be 'Gate', 'Load', 'Verify', 'Analyze', 'Access', 'Rename'
    }

    It 'asks before it replaces a live database, and says when there is nobody to ask' {
        { $backup | Restore-HubBackup -ErrorAction Stop } | Should -Throw -ErrorId 'ConfirmationNeeded,*'
    }

    It 'replaces a live database, keeps it, and takes it back' {
        $restore = $backup | Restore-HubBackup -Confirm:$false
        $restore.SafetyBackup.Kind | Should -Be 'Safety'
        (Get-HubRestore).PreviousDatabase | Should -Be $restore.PreviousDatabase
        $undo = $restore | Undo-HubRestore -Confirm:$false
        $undo | Remove-HubRestore -Confirm:$false
        Get-HubRestore | Should -BeNullOrEmpty
    }

    It 'has help with examples' {
        (Get-Help Restore-HubBackup).Examples.Example.Count | Should -BeGreaterOrEqual 3
    }
}
