using System.Management.Automation;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Binding;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that takes backups: from the pipeline, by path, or the latest; and may need the server.</summary>
public abstract class BackupInputCommand : ServerCommand
{
    private protected const string ByObject = "InputObject";
    private protected const string ByLiteralPath = "LiteralPath";
    private protected const string ByPath = "Path";
    private protected const string ByLatest = "Latest";

    /// <summary>Backups, as Get-HubBackup gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [ValidateNotNull]
    public HubBackup[] InputObject { get; set; } = [];

    /// <summary>Paths of data files, taken as they are; Get-ChildItem's objects bind here.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Paths of data files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The newest backup of the configured database that is complete.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLatest)]
    public SwitchParameter Latest { get; set; }

    /// <summary>Called for each backup that was given.</summary>
    private protected abstract void ProcessBackup(HubBackup backup);

    /// <summary>Finds the backups; one that is not there is an error, and the next is tried.</summary>
    protected sealed override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ByObject:
                Array.ForEach(InputObject, ProcessBackup);
                break;
            case ByLatest:
                ProcessFound(() => [Catalogue.Latest()]);
                break;
            default:
                foreach (string path in ParameterSetName == ByPath ? Path : LiteralPath)
                {
                    ProcessFound(() => ParameterSetName == ByPath
                        ? BackupPaths.Expand(this, path).Select(found => BackupPaths.OpenLiteral(this, found))
                        : [BackupPaths.OpenLiteral(this, path)]);
                }

                break;
        }
    }

    private protected BackupCatalogue Catalogue => new(Folder, Settings.Database, Settings.Source);

    private void ProcessFound(Func<IEnumerable<HubBackup>> find)
    {
        HubBackup[] backups;
        try
        {
            backups = [.. find()];
        }
        catch (BackupException exception)
        {
            WriteFailure(exception);
            return;
        }

        Array.ForEach(backups, ProcessBackup);
    }
}
