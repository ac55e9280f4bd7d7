using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.Catalogue;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>The backups that one record of the pipeline, or the command line, names.</summary>
/// <param name="ParameterSet">Which of the ways was taken.</param>
internal sealed record BackupInputs(string ParameterSet)
{
    public const string ByObject = "InputObject";
    public const string ByLiteralPath = "LiteralPath";
    public const string ByPath = "Path";
    public const string ByName = "Name";
    public const string ByLatest = "Latest";

    /// <summary>Backups themselves.</summary>
    public required IReadOnlyList<HubBackup> Objects { get; init; }

    /// <summary>Paths as they are.</summary>
    public required IReadOnlyList<string> LiteralPaths { get; init; }

    /// <summary>Paths with wildcards.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Names with wildcards.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Where names and the latest are looked for.</summary>
    public required BackupCatalogue Catalogue { get; init; }

    /// <summary>Lists the backups in the bucket whose names are asked for; null to look into the folder.</summary>
    public Func<IReadOnlyList<HubBackup>>? Remote { get; init; }

    /// <summary>Where <see cref="Remote"/> looks, for an error.</summary>
    public Func<string> Place { get; init; } = static () => "";

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
        ByLatest => [() => [Remote is null ? Catalogue.Latest() : Catalogue.Latest(Remote(), Place())]],
        ByName => Searches(Remote is null ? Catalogue.List() : Remote()),
        ByPath => Paths.Select(path => (Func<HubBackup[]>)(() => [.. BackupPaths.Expand(command, path).Select(match => BackupPaths.OpenLiteral(command, match))])),
        _ => LiteralPaths.Select(path => (Func<HubBackup[]>)(() => [BackupPaths.OpenLiteral(command, path)])),
    };

    private IEnumerable<Func<HubBackup[]>> Searches(IReadOnlyList<HubBackup> backups) => Names.Select(name => (Func<HubBackup[]>)(() =>
    {
        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.CultureInvariant);
        HubBackup[] matches = [.. backups.Where(backup => pattern.IsMatch(backup.Name))];
        return matches.Length > 0
            ? matches
            : throw new BackupException(BackupFailure.BackupNotFound, string.Format(CultureInfo.CurrentCulture, Strings.NothingMatches, name), subject: name);
    }));
}
