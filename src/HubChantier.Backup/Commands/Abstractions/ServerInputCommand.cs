using System.Management.Automation;
using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Commands.Completion;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that takes backups and talks to the server. C# has one base class: the parameters are those of <see cref="BackupInputCommand"/>, the work is shared.</summary>
public abstract class ServerInputCommand : ServerStoreCommand
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

    /// <summary>Looks into the bucket that the settings name, not into the folder.</summary>
    [Parameter(ParameterSetName = BackupInputs.ByName)]
    [Parameter(ParameterSetName = BackupInputs.ByLatest)]
    public SwitchParameter FromS3 { get; set; }

    /// <summary>File of the private keys that open an encrypted backup; else BACKUP_AGE_IDENTITY_FILE.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IdentityFile { get; set; }

    /// <inheritdoc/>
    private protected override Dictionary<string, object?> SettingParameters()
    {
        Dictionary<string, object?> parameters = base.SettingParameters();
        parameters[nameof(IdentityFile)] = IdentityFile;
        return parameters;
    }

    /// <summary>What an operation that reads backups is given.</summary>
    private protected OperationContext Reading(WorkContext work) => work.Operation with { IdentityFile = Settings.IdentityFile };

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
        Remote = FromS3 ? () => Run((work, token) => RemoteListing.ReadAsync(Remote, Catalogue, Name, work, token)) : null,
        Place = () => Remote.Url,
    };
}
