namespace HubChantier.Backup.Ports;

/// <summary>A log file in the old scripts' format, <c>[2026-02-08 03:00:01] message</c>, one line an event.</summary>
public interface ILogFile : IDisposable
{
    /// <summary>Writes one event. It never throws: a log that cannot be written must not stop a backup.</summary>
    void Write(string message);
}
