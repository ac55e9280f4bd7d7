using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Abstractions;
using HubChantier.Backup.Commands.Completion;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Commands;

/// <summary>Lists the backups of the configured database, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "HubBackup", DefaultParameterSetName = "List")]
[OutputType(typeof(HubBackup))]
public sealed class GetHubBackupCommand : StoreCommand
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

    /// <summary>Looks into the bucket that the settings name, not into the folder.</summary>
    [Parameter]
    public SwitchParameter FromS3 { get; set; }

    /// <summary>Looks into both: a backup that is in both is one object, with its copies.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        BackupCatalogue catalogue = Catalogue;
        IReadOnlyList<HubBackup> listed = Run(ListAsync);
        HubBackup[] backups = Latest
            ? [Run((_, _) => Task.FromResult(catalogue.Latest(listed, FromS3 ? Remote.Url : Folder.Path)))]
            : [.. listed.Where(backup => IsWanted(backup, catalogue))];
        WriteObject(backups, enumerateCollection: true);
        foreach (string name in (Name ?? []).Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !backups.Any(backup => backup.Name == name)))
        {
            WriteFailure(new BackupException(
                BackupFailure.BackupNotFound, string.Format(CultureInfo.CurrentCulture, Strings.NothingMatches, name), subject: name));
        }
    }

    private async Task<IReadOnlyList<HubBackup>> ListAsync(WorkContext work, CancellationToken token)
    {
        IReadOnlyList<HubBackup> local = FromS3 && !All ? [] : Folder.List(problem => work.Warn(problem.Message));
        if (!FromS3 && !All)
        {
            return local;
        }

        IReadOnlyList<HubBackup> remote = await Remote.Catalogue.ListAsync(name => RemoteListing.Matches(Name ?? [], name), (problem, _) => work.Warn(problem.Message), token);
        return All ? MergedListing.Of(local, remote, Remote.Store) : remote;
    }

    private bool IsWanted(HubBackup backup, BackupCatalogue catalogue)
        => (AllDatabases || catalogue.IsOurs(backup))
            && (Kind is null ? backup.Kind != HubBackupKind.Safety : Kind.Contains(backup.Kind))
            && (After is not { } after || backup.Started >= after)
            && (Before is not { } before || backup.Started < before)
            && RemoteListing.Matches(Name ?? [], backup.Name);
}
