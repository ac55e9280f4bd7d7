using System.Globalization;
using System.Management.Automation;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>Runs a script block of the user's; on the pipeline thread only. What it writes to its output is not the cmdlet's, and is dropped.</summary>
internal static class UserScript
{
    /// <summary>Runs it.</summary>
    /// <returns>Nothing of use; a question must have an answer.</returns>
    public static bool Run(ScriptBlock script, params object?[] arguments)
    {
        script.Invoke(arguments);
        return true;
    }

    /// <summary>What it threw, as a failure with the parameter's name.</summary>
    public static BackupException Failed(RuntimeException exception, string parameter) => new(
        BackupFailure.ScriptFailed, string.Format(CultureInfo.CurrentCulture, Strings.ScriptFailed, parameter, exception.Message), exception, parameter);
}
