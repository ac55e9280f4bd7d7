using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HubChantier.Backup.Commands.Completion;

/// <summary>Proposes the storage classes of AWS, OVH and Scaleway; a service may have others, which are taken as they are typed.</summary>
public sealed class StorageClassCompleter : IArgumentCompleter
{
    /// <summary>AWS's documentation, "Storage classes"; Scaleway has STANDARD, ONEZONE_IA and GLACIER of them, OVH STANDARD and STANDARD_IA.</summary>
    private static readonly string[] s_classes = ["STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => s_classes.Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)).Select(name => new CompletionResult(name));
}
