<#
.SYNOPSIS
    The container's health check: 1 only if somebody should look at the backups now, or if nothing could be looked at.
#>
$ErrorActionPreference = 'Stop'
Import-Module HubChantier.Backup
$health = Get-HubBackupHealth -SkipServer
# Docker keeps what a check says: docker inspect shows why it is unhealthy.
"$($health.Status)"
foreach ($reason in $health.Reasons) { "$($reason.Id): $($reason.Message)" }
exit [int]($health.Status -eq 'Critical')
