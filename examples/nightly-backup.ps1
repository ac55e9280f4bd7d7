<#
.SYNOPSIS
    The night's work: a backup, rotation, the copy off site, every week the proof that the backup comes back, metrics, and word of how it went.
.DESCRIPTION
    What Register-HubBackupSchedule and Invoke-HubBackupSchedule run. Settings come from the environment and the env file
    (ENV_FILE). A step that fails after the backup keeps none of the others from its turn.

    Exit codes: 0 all done, 10 settings, 11 server, 12 dump, 13 verification, 20 the backup was made but its copy was not,
    30 another run holds the lock, 40 cancelled, 1 a fault of the module. Of several failures the first one's.

    Who is told, and of what, say the variables BACKUP_NOTIFY_…; without them nobody is. A run that is cancelled tells nothing.

    It writes a line an event, and keeps to PowerShell's core, so that it runs in the embedded engine too.
#>
param(
    # Days from one drill to the next; 0 for none, where another machine drills. A drill needs a role that may create databases, and of an
    # encrypted backup the private key.
    [string] $DrillDays = ($env:BACKUP_DRILL_DAYS ? $env:BACKUP_DRILL_DAYS : '7'),
    # Drills also where nobody can measure the room on the server's disk: the server is in a container or on another machine, or the
    # role lacks pg_read_all_settings.
    [switch] $AssumeRoom = ($env:BACKUP_ASSUME_ROOM -eq 'true'),
    # File for Prometheus, ending with .prom; none if it is empty. It is written after a failed backup, too.
    [string] $MetricPath = $env:BACKUP_METRIC_FILE
)
$ErrorActionPreference = 'Stop'
$exitCode = 40   # Ctrl+C runs neither the rest nor catch, only finally.
$failedWith = 0
$failures = @()

function Write-Failure($record) {
    $script:failures += $record
    [Console]::Error.WriteLine("$(($record.FullyQualifiedErrorId -split ',')[0]): $record")
    if ($record.ErrorDetails.RecommendedAction) { [Console]::Error.WriteLine($record.ErrorDetails.RecommendedAction) }
}

function Add-Problem([string] $Problem, [int] $Code) {
    [Console]::Error.WriteLine($Problem)
    $script:failures += $Problem
    if ($script:failedWith -eq 0) { $script:failedWith = $Code }
}

# Telling must neither fail the run nor take the place of what it tells.
function Send-News([hashtable] $News) {
    try { $null = Send-HubBackupNotification @News }
    catch { [Console]::Error.WriteLine("Notification: $_") }
}

function Invoke-Step([scriptblock] $Step) {
    try { & $Step }
    catch {
        $code = $_.Exception.ExitCode ?? 1
        # Who is told to stop does not go on with the next step.
        if ($code -eq 40) { throw }
        Write-Failure $_
        if ($script:failedWith -eq 0) { $script:failedWith = $code }
    }
}

try {
    try {
        $beside = "$PSScriptRoot/../HubChantier.Backup.psd1"
        Import-Module ([IO.File]::Exists($beside) ? $beside : 'HubChantier.Backup')

        Send-News @{ Ping = 'Start' }
        $backup = Invoke-HubBackup -Kind Scheduled
        "Backup: $($backup.Name), $($backup.Length) bytes, $($backup.Rows) rows."

        $bucket = Get-HubBackupConfig | ForEach-Object { if ($_.Name -eq 'Bucket') { $_.Value } }
        if ($bucket) {
            Invoke-Step {
                $null = $backup | Send-HubBackupToS3
                "Copy: in bucket $bucket."
            }
            Invoke-Step {
                try {
                    $removed = @(Remove-HubBackupExpired -FromS3 | ForEach-Object { if ($_.Action -eq 'Remove') { $_.Backup.Name } })
                    "Rotation in bucket ${bucket}: $($removed.Count) removed."
                }
                catch {
                    # Keys that may only write are a choice: then another machine rotates.
                    if ($_.Exception.Failure -ne 'S3AccessDenied') { throw }
                    "Rotation in bucket ${bucket}: left to others. $_"
                }
            }
        }

        if ($DrillDays -notmatch '^\d{1,4}$') { Add-Problem "BACKUP_DRILL_DAYS is '$DrillDays'; allowed: a whole number of days, 0 for no drill." 10 }
        elseif ([int] $DrillDays -gt 0) {
            Invoke-Step {
                # Half a day less, so that a run that begins a little earlier than last week's is not a day too late.
                $age = (Get-HubBackupHealth -SkipServer).LastDrillAge
                if ($null -eq $age -or $age.TotalDays -gt [int] $DrillDays - 0.5) {
                    $drill = $backup | Test-HubBackup -Drill -AssumeRoom:$AssumeRoom
                    if ($drill.Passed) { "Drill: $($drill.Rows) rows came back." }
                    else { Add-Problem "Drill: $($drill.Problems -join ' ')" 13 }
                }
            }
        }

        $exitCode = $failedWith
    }
    catch {
        Write-Failure $_
        $exitCode = $_.Exception.ExitCode ?? 1
    }

    if ($MetricPath -and $exitCode -ne 40) {
        Invoke-Step { Export-HubBackupMetric $MetricPath }
        if ($exitCode -eq 0) { $exitCode = $failedWith }
    }

    if ($exitCode -ne 40) {
        if ($failures) { $failures | ForEach-Object { Send-News @{ InputObject = $_; Status = 'Failed' } } }
        else { Send-News @{ InputObject = $backup } }
    }
}
finally { exit $exitCode }
