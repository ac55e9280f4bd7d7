namespace HubChantier.Backup;

/// <summary>How a data file is compressed. Written in the manifest by name; later versions may add names.</summary>
public enum HubCompression
{
    /// <summary>gzip (RFC 1952), <c>.sql.gz</c>: <c>gunzip</c> reads it on any machine.</summary>
    Gzip,

    /// <summary>Zstandard (RFC 8878), <c>.sql.zst</c>: smaller and several times as fast; <c>zstd -d</c> reads it.</summary>
    Zstd,
}
