# Restores the newest backup in the place of the live database and prints how long its name was out of service, in milliseconds.
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../HubChantier.Backup.psd1"
$restore = Restore-HubBackup -Latest -Confirm:$false
[string]::Format([cultureinfo]::InvariantCulture, '{0}', $restore.Outage.TotalMilliseconds)
