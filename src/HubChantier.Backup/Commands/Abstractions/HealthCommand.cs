using HubChantier.Backup.Commands.Binding;
using HubChantier.Backup.Health;
using HubChantier.Backup.Operations;
using HubChantier.Backup.Retention;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>A cmdlet that looks whether all is well.</summary>
public abstract class HealthCommand : ServerStoreCommand
{
    /// <summary>Looks.</summary>
    /// <param name="limits">From when on something counts as wrong.</param>
    /// <param name="asksServer">Whether the server is asked for what killed restores have left.</param>
    /// <param name="looksIntoBucket">Whether the bucket is looked into.</param>
    private protected HubHealth CheckHealth(HealthLimits limits, bool asksServer, bool looksIntoBucket)
        => SurveyHealth(limits, asksServer, looksIntoBucket).Health;

    /// <summary>Looks, and gives what it was judged by, too; parameters as those of <see cref="CheckHealth"/>.</summary>
    private protected HealthSurvey SurveyHealth(HealthLimits limits, bool asksServer, bool looksIntoBucket)
    {
        HealthRequest request = new()
        {
            Database = Settings.Database,
            Source = Settings.Source,
            Folder = Settings.BackupDirectory,
            Bucket = Settings.Bucket,
            Prefix = Settings.Prefix,
            EndpointUrl = Settings.EndpointUrl,
            Policy = new RetentionPolicy { RetentionDays = Settings.RetentionDays, MinimumKeep = Settings.MinimumKeep },
            MaintenanceDatabase = Settings.MaintenanceDatabase,
            Limits = limits,
        };
        // Made in the run: a bucket that the settings do not name is an error like any other.
        return Run((work, token)
            => new HealthOperation(asksServer ? DatabaseServer : null, looksIntoBucket ? Remote.Store : null).RunAsync(request, work.Operation, token));
    }

    /// <summary>Gives a file as PowerShell's own cmdlets do, with what Get-Item adds to it.</summary>
    private protected void WriteFile(FileInfo file) => WriteObject(InvokeProvider.Item.Get([file.FullName], force: true, literalPath: true), enumerateCollection: true);

    /// <summary>The absolute path of a file that is to be written; one that cannot be ends the cmdlet.</summary>
    private protected string ResolveOutput(string path)
    {
        try
        {
            return OutputPath.Resolve(this, path);
        }
        catch (BackupException exception)
        {
            Fail(exception);
            throw;
        }
    }
}
