BeforeAll {
    $root = Resolve-Path "$PSScriptRoot/../.."
    Import-Module "$root/HubChantier.Backup.psd1" -Force
}

Describe 'examples/restore-drill.ps1' {
    It 'restores the newest backup beside the live database, counts it and ends with 0' {
        $env:BACKUP_DIR, $kept = "$TestDrive/drill", $env:BACKUP_DIR
        try {
            $null = Invoke-HubBackup
            $said = pwsh -NoProfile -NonInteractive -File "$root/examples/restore-drill.ps1" -Assert 'select count(*) > 0 from chantiers' 2>&1 | Out-String
            $LASTEXITCODE | Should -Be 0 -Because $said
            $said | Should -Match '^hub_chantier_backup_\d{8}_\d{6}\.sql\.gz: \d+ rows came back\.'
            Get-HubBackupHealth -SkipServer | ForEach-Object LastDrill | Should -Not -BeNullOrEmpty
        }
        finally { $env:BACKUP_DIR = $kept }
    }
}

Describe 'examples/copy-to-two-regions.ps1' {
    It 'says what is missing, and ends with 20, where neither place can be reached' {
        $variables = @{
            BACKUP_DIR = "$TestDrive/two"; S3_BACKUP_BUCKET = 'hub-paris'; S3_ENDPOINT_URL = 'http://127.0.0.1:9'
            AWS_ACCESS_KEY_ID = 'none'; AWS_SECRET_ACCESS_KEY = 'none'; AWS_REGION = 'us-east-1'
        }
        $kept = @{}
        foreach ($name in $variables.Keys) {
            $kept[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $variables[$name])
        }
        try {
            $null = Invoke-HubBackup
            $said = pwsh -NoProfile -NonInteractive -File "$root/examples/copy-to-two-regions.ps1" -SecondBucket hub-ams -SecondEndpointUrl http://127.0.0.1:9 2>&1 | Out-String
            $LASTEXITCODE | Should -Be 20 -Because $said
            $said | Should -Match 'hub_chantier_backup_\d{8}_\d{6}\.sql\.gz: hub-paris Failed, hub-ams Failed\.'
            [regex]::Matches($said, '(?m)^S3Unreachable: ').Count | Should -Be 2
        }
        finally { foreach ($name in $kept.Keys) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) } }
    }
}
