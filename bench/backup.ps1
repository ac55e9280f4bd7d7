# One contestant of bench/backup.sh: prints the file's length, the process's peak memory (both in bytes) and the cmdlet's own seconds.
param([string] $Database)
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../HubChantier.Backup.psd1"
$watch = [Diagnostics.Stopwatch]::StartNew()
$backup = Invoke-HubBackup -Database $Database
$seconds = $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
"$($backup.Length) $([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64) $seconds"
