namespace HubChantier.Backup.Ports;

/// <summary>Passes notices on by one channel.</summary>
public interface INotifier
{
    /// <summary>The channel.</summary>
    HubNotificationChannel Channel { get; }

    /// <summary>The host that is asked, for people: without the path of its address, which is a secret.</summary>
    string Host { get; }

    /// <summary>Sends a notice. Nothing that goes wrong on the way is thrown: a notice that is not taken must not stop what it tells of.</summary>
    /// <returns>Null where it was taken; else why not, in a sentence without a secret.</returns>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    Task<string?> SendAsync(Notice notice, CancellationToken token);
}
