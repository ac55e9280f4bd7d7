<#
.SYNOPSIS
    Copies of all good backups in two buckets, of two regions: what one lacks is sent, also when the other cannot be reached.
.DESCRIPTION
    The first place is that of the settings (S3_BACKUP_BUCKET, S3_ENDPOINT_URL, AWS_DEFAULT_REGION), the second that of the
    parameters; the keys are the same for both. What is there already is not sent again, so it may run each night after the backup.

    Exit codes: 0 both have all, 20 a copy is missing, 10 settings, 40 cancelled, 1 a fault of the module.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File copy-to-two-regions.ps1 -SecondBucket hub-ams -SecondEndpointUrl https://s3.nl-ams.scw.cloud
#>
param(
    [Parameter(Mandatory)]
    [string] $SecondBucket,
    # None: AWS, with -SecondRegion.
    [string] $SecondEndpointUrl,
    # None: the one in the endpoint's name.
    [string] $SecondRegion
)
$ErrorActionPreference = 'Stop'
$exitCode = 40   # Ctrl+C runs neither the rest nor catch, only finally.
try {
    $beside = "$PSScriptRoot/../HubChantier.Backup.psd1"
    Import-Module ([IO.File]::Exists($beside) ? $beside : 'HubChantier.Backup')

    $second = @{ Bucket = $SecondBucket }
    if ($SecondEndpointUrl) { $second.EndpointUrl = $SecondEndpointUrl }
    if ($SecondRegion) { $second.Region = $SecondRegion }

    # A backup is passed on before an error about it is written: with Continue the second place has its turn in any case.
    $missing = @()
    $sent = @(Get-HubBackup | ForEach-Object { if ($_.State -eq 'Complete') { $_ } } |
            Send-HubBackupToS3 -ErrorAction SilentlyContinue -ErrorVariable +missing |
            Send-HubBackupToS3 @second -ErrorAction SilentlyContinue -ErrorVariable +missing)
    # A copy that failed stands in Copies, too.
    foreach ($backup in $sent) { "$($backup.Name): $(@($backup.Copies | ForEach-Object { "$($_.Bucket) $($_.State)" }) -join ', ')." }
    foreach ($record in $missing) { [Console]::Error.WriteLine("$(($record.FullyQualifiedErrorId -split ',')[0]): $record") }
    $exitCode = $missing.Count -gt 0 ? 20 : 0
}
catch {
    [Console]::Error.WriteLine("$(($_.FullyQualifiedErrorId -split ',')[0]): $_")
    if ($_.ErrorDetails.RecommendedAction) { [Console]::Error.WriteLine($_.ErrorDetails.RecommendedAction) }
    $exitCode = $_.Exception.ExitCode ?? 1
}
finally { exit $exitCode }
