# One contestant of bench/restore.sh: restores the newest backup into a database of its own and prints the seconds of the load, of the whole
# cmdlet, and the sessions that loaded.
param([string] $Target, [int] $Jobs)
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../HubChantier.Backup.psd1"
$restore = Restore-HubBackup -Latest -TargetDatabase $Target -Jobs $Jobs -SkipAnalyze
$load = ($restore.Phases | ForEach-Object { if ($_.Name -eq 'Load') { $_.Duration.TotalSeconds } })
[string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2}', $load, $restore.Duration.TotalSeconds, $restore.Jobs)
