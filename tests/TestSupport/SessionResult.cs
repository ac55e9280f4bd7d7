using System.Management.Automation;

namespace HubChantier.Backup.TestSupport;

/// <summary>What a script wrote.</summary>
public sealed record SessionResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    ErrorRecord? Terminating,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<ProgressRecord> Progress)
{
    /// <summary>The one object that came, if nothing went wrong.</summary>
    public dynamic Single()
    {
        ThrowOnError();
        return Output.Count == 1 ? Output[0].BaseObject : throw new InvalidOperationException($"{Output.Count} objects came instead of one.");
    }

    /// <summary>The one error that came, terminating or not.</summary>
    public ErrorRecord Error()
        => Terminating ?? (Errors.Count == 1 ? Errors[0] : throw new InvalidOperationException($"{Errors.Count} errors came instead of one: {string.Join(" | ", Errors)}"));

    /// <summary>The id of the one error, without the command's name behind the comma.</summary>
    public string ErrorId() => Error().FullyQualifiedErrorId.Split(',')[0];

    public SessionResult ThrowOnError()
        => Terminating is null && Errors.Count == 0 ? this : throw new InvalidOperationException($"{Terminating ?? Errors[0]}");
}
