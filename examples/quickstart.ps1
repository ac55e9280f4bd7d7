<#
.SYNOPSIS
    The main job, from a backup to the proof that it comes back.
.DESCRIPTION
    Backs the configured database up, lists the backups, reads the new one whole, restores it into a database beside the
    live one and compares. Where the server is, PGHOST, POSTGRES_USER and their like say, as for psql.
    The script keeps to the language and PowerShell's core, so that it runs in the embedded engine too. Each Out-Default
    gives its objects a table of their own: of one stream with several types, PowerShell shows only the first as a table.
#>
param(
    # Name of the database that the restore makes; it must be free.
    [string] $TargetDatabase = 'hub_chantier_copy'
)
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../HubChantier.Backup.psd1"

'--- A backup'
$backup = Invoke-HubBackup -Reason 'quickstart'
$backup | Out-Default

'--- The tables in it, counted while they were dumped'
$backup.Tables | Out-Default

'--- Read from the first byte to the last'
$test = $backup | Test-HubBackup
$test | Out-Default
if (-not $test.Passed) { throw "The backup is not good: $($test.Problems)" }

'--- Restored beside the live database, and counted there'
$restore = $backup | Restore-HubBackup -TargetDatabase $TargetDatabase
$restore | Out-Default
if ($restore.RowsFound -ne $backup.Rows) { throw "Of $($backup.Rows) rows $($restore.RowsFound) came back." }

'--- All backups of the database'
Get-HubBackup | Out-Default
