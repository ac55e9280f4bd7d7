namespace HubChantier.Backup.Ports;

/// <summary>Takes what an operation has to say while it runs: to the verbose stream, the warning stream, the log file.</summary>
public interface IOperationLog
{
    /// <summary>One event, in a sentence without a secret.</summary>
    void Write(string message);

    /// <summary>One event that a person should know of although the operation goes on.</summary>
    void Warn(string message);
}
