BeforeAll {
    Import-Module "$PSScriptRoot/../../HubChantier.Backup.psd1" -Force
    $backup = Invoke-HubBackup
}

Describe 'Test-HubBackup' {
    It 'passes a good backup and keeps the result' {
        $backup | Test-HubBackup | ForEach-Object Passed | Should -BeTrue
        (Get-HubBackup -Name $backup.Name).Verifications[-1].Kind | Should -Be 'Read'
    }

    It 'takes the files of Get-ChildItem' {
        Get-ChildItem $backup.FullName | Test-HubBackup | ForEach-Object Passed | Should -BeTrue
    }

    It 'fails a file that was changed' {
        Copy-Item $backup.FullName, "$($backup.FullName).json" $TestDrive
        $copy = Join-Path $TestDrive $backup.Name
        $bytes = [IO.File]::ReadAllBytes($copy)
        $bytes[$bytes.Length / 2] = $bytes[$bytes.Length / 2] -bxor 1
        [IO.File]::WriteAllBytes($copy, $bytes)
        $test = Test-HubBackup -LiteralPath $copy
        $test.Passed | Should -BeFalse
        $test.Problems | Should -Not -BeNullOrEmpty
    }
}
