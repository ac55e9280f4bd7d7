# One contestant of bench/restore.sh: restores the newest backup into a database of its own and prints the seconds of the load, of the whole
# cmdlet, the sessions that loaded, and the process's peak memory in bytes.
param([string] $Target, [int] $Jobs)
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../HubChantier.Backup.psd1"
$restore = Restore-HubBackup -Latest -TargetDatabase $Target -Jobs $Jobs -SkipAnalyze
$load = ($restore.Phases | ForEach-Object { if ($_.Name -eq 'Load') { $_.Duration.TotalSeconds } })
[string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2} {3}', $load, $restore.Duration.TotalSeconds, $restore.Jobs, [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64)
