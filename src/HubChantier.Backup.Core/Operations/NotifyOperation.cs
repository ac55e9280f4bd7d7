using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Operations;

/// <summary>Sends a notice by several channels at once. One that fails keeps none of the others from being told.</summary>
public sealed class NotifyOperation
{
    private readonly IReadOnlyList<INotifier> _notifiers;

    /// <summary>Makes the operation.</summary>
    /// <param name="notifiers">The channels that are to be told.</param>
    public NotifyOperation(IReadOnlyList<INotifier> notifiers) => _notifiers = notifiers;

    /// <summary>Sends it. A channel that did not take it is a warning, and told in its result.</summary>
    public async Task<IReadOnlyList<HubNotification>> RunAsync(Notice notice, OperationContext context, CancellationToken token)
    {
        HubNotification[] results = await Task.WhenAll(_notifiers.Select(notifier => SendAsync(notifier, notice, token))).ConfigureAwait(false);
        foreach (HubNotification result in results)
        {
            if (result.Sent)
            {
                context.Log.Write(string.Format(CultureInfo.CurrentCulture, Strings.NoticeSent, result.Channel, result.Host, result.Title));
            }
            else
            {
                context.Log.Warn(string.Format(CultureInfo.CurrentCulture, Strings.NoticeNotSent, result.Channel, result.Host, result.Title, result.Error));
            }
        }

        return results;
    }

    private static async Task<HubNotification> SendAsync(INotifier notifier, Notice notice, CancellationToken token) => new()
    {
        Channel = notifier.Channel,
        Host = notifier.Host,
        Status = notice.Status,
        Title = notice.Title,
        Error = await notifier.SendAsync(notice, token).ConfigureAwait(false),
    };
}
