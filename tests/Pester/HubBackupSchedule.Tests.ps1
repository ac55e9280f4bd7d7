BeforeAll {
    $root = Resolve-Path "$PSScriptRoot/../.."
    Import-Module "$root/HubChantier.Backup.psd1" -Force
    $nightly = "$root/examples/nightly-backup.ps1"

    # Runs the night's script in a pwsh of its own.
    function Get-NightlyExitCode([hashtable] $Variables = @{}) {
        $kept = @{}
        foreach ($name in $Variables.Keys) {
            $kept[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $Variables[$name])
        }
        try {
            $script:said = pwsh -NoProfile -NonInteractive -File $nightly 2>&1 | Out-String
            $LASTEXITCODE
        }
        finally { foreach ($name in $kept.Keys) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) } }
    }
}

Describe 'examples/nightly-backup.ps1' {
    It 'backs up, proves once a week that the backup comes back, and ends with 0' {
        $folder = @{ BACKUP_DIR = "$TestDrive/nightly" }
        Get-NightlyExitCode $folder | Should -Be 0 -Because $said
        $said | Should -Match 'Backup: hub_chantier_backup_\d{8}_\d{6}\.sql\.gz'
        $said | Should -Match 'Drill: \d+ rows came back'
        Get-NightlyExitCode $folder | Should -Be 0
        $said | Should -Not -Match 'Drill:'
        (Get-HubBackup -BackupDirectory $folder.BACKUP_DIR).Count | Should -Be 2
    }

    It 'writes the metrics, after a failure too' {
        $folder = @{ BACKUP_DIR = "$TestDrive/nightly"; BACKUP_METRIC_FILE = "$TestDrive/hub.prom"; PGHOST = '/nowhere' }
        Get-NightlyExitCode $folder | Should -Be 11 -Because $said
        Get-Content -Raw "$TestDrive/hub.prom" | Should -Match 'hub_backup_unresolved_failures'
    }

    It 'ends with 11 without a server and 10 with a wrong setting' {
        Get-NightlyExitCode @{ PGHOST = '/nowhere' } | Should -Be 11 -Because $said
        Get-NightlyExitCode @{ BACKUP_RETENTION_DAYS = 'sept' } | Should -Be 10 -Because $said
        $said | Should -Match 'SettingInvalid: .*BACKUP_RETENTION_DAYS'
    }

    It 'ends with 20 when the copy is missing, and the drill is made all the same' {
        Get-NightlyExitCode @{
            BACKUP_DIR = "$TestDrive/copy"; S3_BACKUP_BUCKET = 'hub-backups'; S3_ENDPOINT_URL = 'http://127.0.0.1:9'
            AWS_ACCESS_KEY_ID = 'none'; AWS_SECRET_ACCESS_KEY = 'none'; AWS_REGION = 'us-east-1'
        } | Should -Be 20 -Because $said
        $said | Should -Match 'Drill: \d+ rows came back'
        (Get-HubBackup -BackupDirectory "$TestDrive/copy").Count | Should -Be 1
    }
}

Describe 'Invoke-HubBackupSchedule' {
    It 'makes a backup, gives the run and leaves the line on the console' {
        $command = "Import-Module '$root/HubChantier.Backup.psd1'
            Invoke-HubBackupSchedule -RunAtStart -MaximumRuns 1 -BackupDirectory '$TestDrive/scheduled'"
        $said = pwsh -NoProfile -NonInteractive -Command $command 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0
        $said | Should -Match '(?m)^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] A run begins\.'
        $said | Should -Match 'Backup: hub_chantier_backup_'
        $said | Should -Match 'Succeeded'
        (Get-HubBackup -BackupDirectory "$TestDrive/scheduled").Count | Should -Be 1
    }

    It 'ends within seconds on SIGTERM, with 0 and nothing half made' {
        $log = "$TestDrive/sigterm.txt"
        $command = "`$ErrorActionPreference = 'Stop'; Import-Module '$root/HubChantier.Backup.psd1'; Invoke-HubBackupSchedule -BackupDirectory '$TestDrive/none'"
        $process = Start-Process pwsh -ArgumentList '-NoProfile', '-NonInteractive', '-Command', "`"$command`"" -RedirectStandardOutput $log -PassThru
        $end = [DateTime]::Now.AddSeconds(30)
        while ([DateTime]::Now -lt $end -and -not ((Test-Path $log) -and (Get-Content -Raw $log) -match 'next run')) { Start-Sleep -Milliseconds 100 }
        kill -TERM $process.Id
        $process.WaitForExit(30000) | Should -BeTrue
        $process.ExitCode | Should -Be 0
        Get-Content -Raw $log | Should -Match 'The scheduler ends\.'
    }
}

Describe 'Register-HubBackupSchedule' {
    It 'fits 80 columns' {
        Register-HubBackupSchedule -TimeZone Europe/Paris -Kind Systemd -Directory "$TestDrive/units" -WarningAction Ignore
        $text = Get-HubBackupSchedule -Directory "$TestDrive/units" | Out-String -Width 80
        $text | Should -Match 'hub-backup +Systemd +0 3 \* \* \* +Europe/Paris +\d{4}-\d\d-\d\d 03:00 \+0[12]:00'
    }
}
