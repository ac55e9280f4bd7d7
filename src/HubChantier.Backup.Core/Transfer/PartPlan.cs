using System.Globalization;

namespace HubChantier.Backup.Transfer;

/// <summary>Into how many parts a file is cut for its upload.</summary>
/// <remarks>
/// A part has 5 MiB to 5 GiB (AWS's documentation, "Multipart upload limits"). Scaleway takes 1000 of them, AWS and most others 10,000: a file
/// is cut into 1000 wherever that is enough, so that one rule serves all.
/// </remarks>
public static class PartPlan
{
    /// <summary>The smallest part that is sent, in bytes: large enough that its answer is not waited for, small enough to be sent anew.</summary>
    public const long MinimumSize = 16 << 20;

    private const long MaximumSize = 5L << 30;
    private const long Step = 1 << 20;
    private const int PartsEverywhere = 1_000;

    /// <summary>The size of each part but the last, in bytes.</summary>
    /// <param name="length">Length of the file, in bytes.</param>
    /// <param name="maximumParts">The most parts that the service takes.</param>
    /// <param name="name">Name of the file, for the error.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.S3Refused"/>: the service cannot hold a file of this length.</exception>
    public static long SizeFor(long length, int maximumParts, string name)
    {
        foreach (int parts in (ReadOnlySpan<int>)[Math.Min(PartsEverywhere, maximumParts), maximumParts])
        {
            long size = Math.Max(MinimumSize, RoundUp((length + parts - 1) / parts, Step));
            if (size <= MaximumSize)
            {
                return size;
            }
        }

        throw new BackupException(
            BackupFailure.S3Refused,
            string.Format(CultureInfo.CurrentCulture, Strings.FileTooLarge, name, ByteSize.Text(length), ByteSize.Text(maximumParts * MaximumSize)),
            subject: name);
    }

    private static long RoundUp(long value, long step) => (value + step - 1) / step * step;
}
