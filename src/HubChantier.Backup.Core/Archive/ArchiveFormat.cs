using System.Globalization;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Archive;

/// <summary>The format of a data file: members that follow one another, in one of the compressions.</summary>
public static class ArchiveFormat
{
    /// <summary>
    /// Content bytes in a member: 1 MiB. Members are what two cores compress side by side; they cost 0.1 % of size, and a
    /// restore can begin to read at any of them.
    /// </summary>
    public const int MemberSize = 1 << 20;

    /// <summary>The codec of a compression.</summary>
    /// <param name="compression">The compression.</param>
    /// <param name="zstd">Gives the codec that .NET does not have.</param>
    public static IArchiveCodec Codec(HubCompression compression, Func<IArchiveCodec> zstd)
        => compression == HubCompression.Zstd ? zstd() : GzipCodec.Instance;

    /// <summary>The level to compress with.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="wanted">The level that was asked for, or null for the codec's own.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.SettingInvalid"/>: the codec has no such level.</exception>
    public static int Level(IArchiveCodec codec, int? wanted)
    {
        int level = wanted ?? codec.DefaultLevel;
        return level >= 1 && level <= codec.MaximumLevel
            ? level
            : throw new BackupException(
                BackupFailure.SettingInvalid,
                string.Format(CultureInfo.CurrentCulture, Strings.SettingInvalid, "CompressionLevel", level, $"1-{codec.MaximumLevel} ({codec.Compression})"),
                subject: "CompressionLevel");
    }
}
