using System.Management.Automation;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Completion;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that takes backups: from the pipeline, by path, or the latest.</summary>
public abstract class BackupInputCommand : StoreCommand
{
    /// <summary>Backups, as Get-HubBackup gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BackupInputs.ByObject)]
    [ValidateNotNull]
    public HubBackup[] InputObject { get; set; } = [];

    /// <summary>Paths of data files, taken as they are; Get-ChildItem's objects bind here.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = BackupInputs.ByLiteralPath)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Paths of data files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BackupInputs.ByPath)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Names of data files; wildcards are matched.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BackupInputs.ByName)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BackupNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The newest backup of the configured database that is complete.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BackupInputs.ByLatest)]
    public SwitchParameter Latest { get; set; }

    /// <summary>Whether names and the latest are looked for in the bucket.</summary>
    private protected virtual bool LooksIntoBucket => false;

    /// <summary>Called for each backup that was given.</summary>
    private protected abstract void ProcessBackup(HubBackup backup);

    /// <summary>Finds the backups; one that is not there is an error, and the next is tried.</summary>
    protected sealed override void ProcessRecord()
        => BackupInputs.Find(this, Inputs, ProcessBackup, WriteFailure);

    private BackupInputs Inputs => new(ParameterSetName)
    {
        Objects = InputObject,
        LiteralPaths = LiteralPath,
        Paths = Path,
        Names = Name,
        Catalogue = Catalogue,
        Remote = LooksIntoBucket ? () => Run((work, token) => RemoteListing.ReadAsync(Remote, Catalogue, Name, work, token)) : null,
        Place = () => Remote.Url,
    };
}
