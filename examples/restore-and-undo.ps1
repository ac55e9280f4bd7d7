<#
.SYNOPSIS
    The worst day: bring the database back from its newest backup, and take that back again.
.DESCRIPTION
    Shows the plan, restores the newest backup in the place of the live database, which is kept, and undoes the restore. Both
    ways are a rename of some milliseconds; nothing is lost in either. Try it on a server whose database you may change.
    As quickstart.ps1, it keeps to PowerShell's core.
#>
param(
    # Leaves the restored database in service.
    [switch] $KeepRestored
)
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../HubChantier.Backup.psd1"

'--- What a restore would do'
Get-HubRestorePlan -Latest | Out-Default

'--- The newest backup in the place of the live database'
$restore = Restore-HubBackup -Latest -Confirm:$false
$restore | Out-Default

'--- What is kept, and can be put back'
Get-HubRestore | Out-Default

if (-not $KeepRestored) {
    '--- Undone: the database before the restore is in service again'
    $restore | Undo-HubRestore -Confirm:$false | Out-Default
}
