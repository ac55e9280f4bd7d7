#!/usr/bin/env pwsh
<#
.SYNOPSIS
    The project's tasks, for people in pwsh: ./build.ps1 [-Task] Build|Demo|Test|Bench|Package|Clean
.DESCRIPTION
    build.sh has the same for machines without pwsh; both run the same dotnet targets and scripts.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Demo', 'Test', 'Bench', 'Package', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)
$ErrorActionPreference = 'Stop'
if ($IsWindows -and $Task -ne 'Build') {
    # The servers that the demo and the tests start are Unix ones; unit and module tests run everywhere.
    if ($Task -ne 'Test') { throw "The task $Task needs Linux or macOS." }
    dotnet test "$PSScriptRoot/tests/UnitTests" -c $Configuration
    if ($LASTEXITCODE -eq 0) { dotnet test "$PSScriptRoot/tests/ModuleTests" -c $Configuration }
    exit $LASTEXITCODE
}
if ($Task -eq 'Build') {
    dotnet build "$PSScriptRoot/HubChantier.Backup.slnx" -c $Configuration -v minimal
}
else {
    $env:CONFIGURATION = $Configuration
    bash "$PSScriptRoot/build.sh" $Task.ToLowerInvariant()
}
exit $LASTEXITCODE
