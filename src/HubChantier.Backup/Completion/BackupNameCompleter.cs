using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Commands.Binding;

namespace HubChantier.Backup.Commands.Completion;

/// <summary>Completes the names of backups, newest first, from the folder that the settings name. Never prompts, never fails.</summary>
public sealed class BackupNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        try
        {
            BackupFolder folder = new(SessionSettings.Resolve(fakeBoundParameters, CurrentFolder()).BackupDirectory);
            return [.. folder.List(unreadable: static _ => { })
                .Reverse()
                .Where(backup => backup.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(backup => new CompletionResult(backup.Name, backup.Name, CompletionResultType.ParameterValue, $"{backup.Started.ToLocalTime():g}"))];
        }
        catch (BackupException)
        {
            // A wrong setting is said when the command runs, not at the Tab key.
            return [];
        }
    }

    /// <summary>PowerShell's current location. A completer is given no session of its own; the running one is asked by a script.</summary>
    private static string CurrentFolder()
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath").Invoke<string>().Single();
    }
}
