namespace HubChantier.Backup;

/// <summary>A failure that was foreseen: it has a name, a sentence for people and the thing it concerns.</summary>
public sealed class BackupException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">Which failure it is.</param>
    /// <param name="sentence">What happened, with the names in it and no secret, in the user's language.</param>
    /// <param name="inner">What caused it, or null.</param>
    /// <param name="subject">The thing it concerns: a backup, a path, a database's name; or null.</param>
    public BackupException(BackupFailure failure, string sentence, Exception? inner = null, object? subject = null)
        : base(sentence, inner)
    {
        Failure = failure;
        Subject = subject;
    }

    /// <summary>Which failure it is.</summary>
    public BackupFailure Failure { get; }

    /// <summary>The thing it concerns, or null.</summary>
    public object? Subject { get; }

    /// <summary>The code a script should exit with: <c>catch { exit ($_.Exception.ExitCode ?? 1) }</c>.</summary>
    public int ExitCode => (int)ExitCodes.Of(Failure);
}
