# One contestant of bench/backup.sh: prints the file's length, the process's peak memory in bytes, the cmdlet's own seconds, the
# processor seconds that this process spent in it, and those that it spent in all.
param([string] $Database, [string] $Compression)
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../HubChantier.Backup.psd1"
$before = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalSeconds
$watch = [Diagnostics.Stopwatch]::StartNew()
$backup = Invoke-HubBackup -Database $Database -Compression $Compression
$seconds = $watch.Elapsed.TotalSeconds
$process = [Diagnostics.Process]::GetCurrentProcess()
$cpu = $process.TotalProcessorTime.TotalSeconds
[string]::Format([cultureinfo]::InvariantCulture, '{0} {1} {2} {3} {4}', $backup.Length, $process.PeakWorkingSet64, $seconds, $cpu - $before, $cpu)
