<#
.SYNOPSIS
    The drill alone: restores the newest backup into a throwaway database, counts every row there, asks your questions, drops it.
.DESCRIPTION
    For a timer of its own, or another server than the one that serves the application: settings come from the environment and the
    env file (ENV_FILE). With -FromS3 the copy in the bucket is what is proven: it works on a machine that has nothing but the keys.

    Exit codes: 0 it came back, 13 it did not, 10 settings, 11 server, 40 cancelled, 1 a fault of the module.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File restore-drill.ps1 -FromS3 -Assert 'select count(*) > 0 from chantiers'
#>
param(
    # SQL questions, each with one row and one value that must be true. By pwsh -File a single one can be given.
    [string[]] $Assert = @(),
    # The newest copy in the bucket instead of the newest backup in the folder.
    [switch] $FromS3,
    # Goes on where nobody can measure the room on the server's disk, as nightly-backup.ps1 does.
    [switch] $AssumeRoom = ($env:BACKUP_ASSUME_ROOM -eq 'true')
)
$ErrorActionPreference = 'Stop'
$exitCode = 40   # Ctrl+C runs neither the rest nor catch, only finally.
try {
    $beside = "$PSScriptRoot/../HubChantier.Backup.psd1"
    Import-Module ([IO.File]::Exists($beside) ? $beside : 'HubChantier.Backup')

    $questions = if ($Assert) { @{ Assert = $Assert } } else { @{} }
    $drill = Test-HubBackup -Latest -FromS3:$FromS3 -Drill -AssumeRoom:$AssumeRoom @questions
    if ($drill.Passed) {
        "$($drill.Name): $($drill.Rows) rows came back."
        $exitCode = 0
    }
    else {
        foreach ($problem in $drill.Problems) { [Console]::Error.WriteLine("$($drill.Name): $problem") }
        $exitCode = 13
    }
}
catch {
    [Console]::Error.WriteLine("$(($_.FullyQualifiedErrorId -split ',')[0]): $_")
    if ($_.ErrorDetails.RecommendedAction) { [Console]::Error.WriteLine($_.ErrorDetails.RecommendedAction) }
    $exitCode = $_.Exception.ExitCode ?? 1
}
finally { exit $exitCode }
