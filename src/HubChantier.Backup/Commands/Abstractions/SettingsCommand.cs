using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Journal;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that needs to know which database's backups are meant and where they lie.</summary>
public abstract class SettingsCommand : AsyncCommand
{
    private BackupSettings? _settings;
    private ILogFile? _log;
    private bool _logTried;

    /// <summary>Path of the env file; else ENV_FILE, else .env.production in the current folder if it is there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EnvFile { get; set; }

    /// <summary>Folder of the backups; else BACKUP_DIR, else /var/backups/hub-chantier.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BackupDirectory { get; set; }

    /// <summary>Name of the database; else POSTGRES_DB, PGDATABASE, else hub_chantier.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Database { get; set; }

    /// <summary>Name of the source, for hosts that share a folder or a bucket; else BACKUP_SOURCE, else default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set; }

    /// <summary>File to which events are appended; else BACKUP_LOG_FILE, else none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>The settings, with their origins, as this call sees them.</summary>
    private protected BackupSettings Settings => _settings ??= ResolveSettings(SessionSettings.Sources(SettingParameters(), SessionState.Path.CurrentFileSystemLocation.ProviderPath));

    /// <summary>The folder that the settings name.</summary>
    private protected BackupFolder Folder => new(Settings.BackupDirectory);

    /// <summary>The backups of the configured database and source in it.</summary>
    private protected BackupCatalogue Catalogue => new(Folder, Settings.Database, Settings.Source);

    /// <inheritdoc/>
    private protected sealed override RunJournal? Journal => new(Settings.BackupDirectory);

    /// <summary>What the journal says of a run on the configured database.</summary>
    private protected RunSubject About(HubRunOperation operation, string? target = null) => new(operation, Settings.Database, Settings.Source, Target: target);

    /// <summary>What the journal says of a run on a backup; a legacy file's name does not tell all.</summary>
    private protected RunSubject About(HubRunOperation operation, HubBackup backup, string? target = null) => new(
        operation,
        backup.Database.Length > 0 ? backup.Database : Settings.Database,
        backup.Source.Length > 0 ? backup.Source : Settings.Source,
        backup,
        target ?? backup.Remote?.Url);

    /// <summary>Resolves the settings before anything else, so that a wrong one stops the cmdlet at once.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _ = Settings;
        }
        catch (BackupException exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Reads the settings; a wrong one is an error.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>.</exception>
    private protected virtual BackupSettings ResolveSettings(SettingSources sources) => BackupSettings.Resolve(sources);

    /// <summary>Opened at the first event. A log that cannot be opened is said once, and stops nothing.</summary>
    internal sealed override void Record(string message)
    {
        // Without settings nobody knows where the log is: they are what is wrong.
        if (!_logTried && _settings?.LogPath is { } path)
        {
            _logTried = true;
            try
            {
                _log = Providers.OpenLog(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                WriteWarning(string.Format(CultureInfo.CurrentCulture, Strings.LogCannotOpen, path, exception.Message));
            }
        }

        _log?.Write(message);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _log?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>What the command line gives, by the settings' names.</summary>
    private protected virtual Dictionary<string, object?> SettingParameters() => new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(EnvFile)] = EnvFile,
        [nameof(BackupDirectory)] = BackupDirectory,
        [nameof(Database)] = Database,
        [nameof(Source)] = Source,
        [nameof(LogPath)] = LogPath,
    };
}
