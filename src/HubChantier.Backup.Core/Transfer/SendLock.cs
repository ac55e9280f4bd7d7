using System.Security.Cryptography;
using System.Text;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>One run at a time sends from a folder to a bucket: what is recorded there as being sent is then a dead run's.</summary>
internal static class SendLock
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(500);

    /// <summary>Takes the lock; waits for a run that lives.</summary>
    public static async Task<IDisposable> AcquireAsync(string folder, IObjectStore store, OperationContext context, CancellationToken token)
    {
        // The place's name may hold what no file's name may.
        string place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(store.Endpoint + "/" + store.Bucket)))[..16];
        string path = Path.Combine(folder, $".send-{place}.lock");
        bool told = false;
        try
        {
            while (true)
            {
                if (LockFile.TryTake(path) is { } held)
                {
                    return held;
                }

                if (!told)
                {
                    context.Log.Write(string.Format(System.Globalization.CultureInfo.CurrentCulture, Strings.WaitingToSend, store.Bucket));
                    told = true;
                }

                await Task.Delay(s_retry, context.Time, token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, path);
        }
    }
}
