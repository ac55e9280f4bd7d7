namespace HubChantier.Backup.Archive;

/// <summary>The format of a data file: gzip (RFC 1952) of one or more members, which gunzip, zcat and psql pipelines read as one text.</summary>
public static class GzipArchive
{
    /// <summary>
    /// Content bytes in a member: 1 MiB. Members are what two cores compress side by side; they cost 0.1 % of size, and a
    /// restore can begin to read at any of them.
    /// </summary>
    public const int MemberSize = 1 << 20;

    /// <summary>
    /// zlib-ng's level 3: the fastest whose file is not larger than 1.01 times what <c>gzip</c> makes (bench/ measures it).
    /// </summary>
    public const int DefaultLevel = 3;
}
