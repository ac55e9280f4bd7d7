# The script of the README's "In a script", as it stands there.
BeforeAll {
    $root = Resolve-Path "$PSScriptRoot/../.."
    $text = Get-Content -Raw "$root/README.md"
    $script = [regex]::Match($text, '(?s)### In a script\s+```powershell\r?\n(.*?)```').Groups[1].Value
    $file = Join-Path $TestDrive 'nightly.ps1'
    Set-Content $file $script.Replace('Import-Module HubChantier.Backup', "Import-Module '$root/HubChantier.Backup.psd1'")
}

Describe 'The script of the README' {
    It 'ends with 0 when the backup was made' {
        pwsh -NoProfile -NonInteractive -File $file
        $LASTEXITCODE | Should -Be 0
    }

    It "ends with the failure's own code" {
        $before = $env:PGHOST
        try {
            $env:PGHOST = '/nowhere'
            pwsh -NoProfile -NonInteractive -File $file 2> $null
            $LASTEXITCODE | Should -Be 11
        }
        finally { $env:PGHOST = $before }
    }
}
