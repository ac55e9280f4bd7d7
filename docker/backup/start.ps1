<#
.SYNOPSIS
    The container's main program: runs examples/nightly-backup.ps1 whenever BACKUP_CRON says so, in the time zone TZ.
.DESCRIPTION
    Where there is no good backup yet, the first one is made at once. SIGTERM lets a running backup finish for 85 seconds; the
    compose file gives two minutes before it kills. A setting that does not parse ends it with 10.
#>
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'   # A log is no terminal.
$exitCode = 40   # Ctrl+C runs neither the rest nor catch, only finally.
try {
    Import-Module HubChantier.Backup
    $when = @{ GraceSeconds = 85; RunAtStart = $null -eq (Get-HubBackupHealth -SkipServer).LastBackup }
    if ($env:BACKUP_CRON) { $when.CronExpression = $env:BACKUP_CRON }
    $null = Invoke-HubBackupSchedule @when
    $exitCode = 0
}
catch {
    [Console]::Error.WriteLine("$(($_.FullyQualifiedErrorId -split ',')[0]): $_")
    if ($_.ErrorDetails.RecommendedAction) { [Console]::Error.WriteLine($_.ErrorDetails.RecommendedAction) }
    $exitCode = $_.Exception.ExitCode ?? 1
}
finally { exit $exitCode }
