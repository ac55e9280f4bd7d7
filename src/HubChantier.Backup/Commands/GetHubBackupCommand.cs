using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Completion;

namespace HubChantier.Backup.Commands;

/// <summary>Lists the backups of the configured database, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "HubBackup", DefaultParameterSetName = "List")]
[OutputType(typeof(HubBackup))]
public sealed class GetHubBackupCommand : SettingsCommand
{
    /// <summary>Names of data files; wildcards are matched.</summary>
    [Parameter(Position = 0, ParameterSetName = "List")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BackupNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Kinds to list; without it all but safety backups.</summary>
    [Parameter(ParameterSetName = "List")]
    public HubBackupKind[]? Kind { get; set; }

    /// <summary>Only backups that began at this time or later.</summary>
    [Parameter(ParameterSetName = "List")]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only backups that began before this time.</summary>
    [Parameter(ParameterSetName = "List")]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Backups of all databases and sources in the folder.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter AllDatabases { get; set; }

    /// <summary>The newest that is complete; never a safety backup or a legacy file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Latest")]
    public SwitchParameter Latest { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        BackupCatalogue catalogue = Catalogue;
        HubBackup[] backups = Run((work, _) => Task.FromResult<HubBackup[]>(
            Latest ? [catalogue.Latest()] : [.. Folder.List(problem => work.Warn(problem.Message)).Where(backup => IsWanted(backup, catalogue))]));
        WriteObject(backups, enumerateCollection: true);
        foreach (string name in (Name ?? []).Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !backups.Any(backup => backup.Name == name)))
        {
            WriteFailure(new BackupException(
                BackupFailure.BackupNotFound, string.Format(CultureInfo.CurrentCulture, Strings.NothingMatches, name), subject: name));
        }
    }

    private bool IsWanted(HubBackup backup, BackupCatalogue catalogue)
        => (AllDatabases || catalogue.IsOurs(backup))
            && (Kind is null ? backup.Kind != HubBackupKind.Safety : Kind.Contains(backup.Kind))
            && (After is not { } after || backup.Started >= after)
            && (Before is not { } before || backup.Started < before)
            && (Name is null || Name.Any(name => WildcardPattern.Get(name, WildcardOptions.CultureInvariant).IsMatch(backup.Name)));
}
