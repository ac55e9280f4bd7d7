@{
    RootModule           = 'bin/HubChantier.Backup.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'a2f9d3c6-5b1e-4d0a-9c47-8e6f3b7d2a51'
    Author               = 'Hub Chantier'
    CompanyName          = 'Hub Chantier'
    Copyright            = '(c) 2026 Hub Chantier. MIT License.'
    Description          = 'PostgreSQL backups that are proven to restore: back up, keep, test and restore without ever losing data.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('bin/HubChantier.Backup.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Compare-HubBackup'
        'Export-HubBackupMetric'
        'Export-HubBackupReport'
        'Get-HubBackup'
        'Get-HubBackupConfig'
        'Get-HubBackupHealth'
        'Get-HubBackupSchedule'
        'Get-HubRestore'
        'Get-HubRestorePlan'
        'Invoke-HubBackup'
        'Invoke-HubBackupSchedule'
        'Receive-HubBackupFromS3'
        'Register-HubBackupSchedule'
        'Remove-HubBackup'
        'Remove-HubBackupExpired'
        'Remove-HubRestore'
        'Restore-HubBackup'
        'Send-HubBackupNotification'
        'Send-HubBackupToS3'
        'Set-HubBackup'
        'Test-HubBackup'
        'Test-HubBackupSetup'
        'Undo-HubRestore'
        'Unregister-HubBackupSchedule'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('PostgreSQL', 'backup', 'restore', 'pg_dump', 'database', 'Linux', 'Windows', 'macOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
