<#
.SYNOPSIS
    Runs the Pester tests on a throwaway PostgreSQL and writes "passed failed skipped" to a file.
#>
param([Parameter(Mandatory)] [string] $Counts)
$ErrorActionPreference = 'Stop'
$root = Resolve-Path "$PSScriptRoot/../.."
$folder = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "hub-pester-$PID")).FullName
chmod 711 $folder
& "$root/tools/setup/throwaway-postgresql.sh" start "$folder/pg" 5432
try {
    $env:PGHOST = "$folder/pg"
    $env:PGPORT = 5432
    $env:POSTGRES_USER = 'hubchantier'
    $env:POSTGRES_DB = 'hub_chantier'
    $env:BACKUP_DIR = "$folder/backups"
    $psql = (Get-ChildItem /usr/lib/postgresql/*/bin/psql | Select-Object -Last 1).FullName
    & $psql -qX -U hubchantier -d postgres -c 'create database hub_chantier'
    & $psql -qX -U hubchantier -d hub_chantier -v n=2000 -o /dev/null -f "$root/data/hub_chantier.sql"
    $result = Invoke-Pester -Path $PSScriptRoot -PassThru -Output Normal
    Set-Content -Path $Counts -Value "$($result.PassedCount) $($result.FailedCount) $($result.SkippedCount)"
}
finally {
    & "$root/tools/setup/throwaway-postgresql.sh" stop "$folder/pg"
    Remove-Item -Recurse -Force $folder
}
if ($result.FailedCount -gt 0) { exit 1 }
