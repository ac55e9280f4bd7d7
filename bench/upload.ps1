# One contestant of bench/upload.sh: sends the newest backup to the bucket that the environment names; prints the cmdlet's own seconds and
# the process's peak memory in bytes.
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../HubChantier.Backup.psd1"
$watch = [Diagnostics.Stopwatch]::StartNew()
$backup = Get-HubBackup -Latest | Send-HubBackupToS3
$seconds = $watch.Elapsed.TotalSeconds
if ("$($backup.Copies.State)" -ne 'Verified') { throw "The copy is $($backup.Copies.State): $($backup.Copies.Message)" }
[string]::Format([cultureinfo]::InvariantCulture, '{0} {1}', $seconds, [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64)
