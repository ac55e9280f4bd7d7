using System.Management.Automation;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>The backups that one record of the pipeline, or the command line, names.</summary>
/// <param name="ParameterSet">Which of the ways was taken.</param>
/// <param name="Objects">Backups themselves.</param>
/// <param name="LiteralPaths">Paths as they are.</param>
/// <param name="Paths">Paths with wildcards.</param>
/// <param name="Catalogue">Where the latest is looked for.</param>
internal sealed record BackupInputs(
    string ParameterSet, IReadOnlyList<HubBackup> Objects, IReadOnlyList<string> LiteralPaths, IReadOnlyList<string> Paths, BackupCatalogue Catalogue)
{
    public const string ByObject = "InputObject";
    public const string ByLiteralPath = "LiteralPath";
    public const string ByPath = "Path";
    public const string ByLatest = "Latest";

    /// <summary>Finds the backups and hands each over; one that is not there is a failure, and the next is tried.</summary>
    public static void Find(PSCmdlet command, BackupInputs inputs, Action<HubBackup> found, Action<BackupException> failed)
    {
        foreach (Func<HubBackup[]> find in inputs.Searches(command))
        {
            HubBackup[] backups;
            try
            {
                backups = find();
            }
            catch (BackupException exception)
            {
                failed(exception);
                continue;
            }

            Array.ForEach(backups, found);
        }
    }

    private IEnumerable<Func<HubBackup[]>> Searches(PSCmdlet command) => ParameterSet switch
    {
        ByObject => [() => [.. Objects]],
        ByLatest => [() => [Catalogue.Latest()]],
        ByPath => Paths.Select(path => (Func<HubBackup[]>)(() => [.. BackupPaths.Expand(command, path).Select(match => BackupPaths.OpenLiteral(command, match))])),
        _ => LiteralPaths.Select(path => (Func<HubBackup[]>)(() => [BackupPaths.OpenLiteral(command, path)])),
    };
}
