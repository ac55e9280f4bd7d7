using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>The log of a cmdlet that runs for months with nobody at the prompt: its events go to the console, as a container's log wants them, and to the log file.</summary>
internal sealed class SpokenLog : IOperationLog
{
    private readonly WorkContext _work;

    public SpokenLog(WorkContext work) => _work = work;

    public void Write(string message)
    {
        _work.Write(message);
        _work.Say(string.Create(CultureInfo.InvariantCulture, $"[{_work.Operation.Time.GetLocalNow():yyyy-MM-dd HH:mm:ss}] {message}"));
    }

    public void Warn(string message) => _work.Warn(message);
}
