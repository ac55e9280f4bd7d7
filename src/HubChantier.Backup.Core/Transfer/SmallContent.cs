using System.Security.Cryptography;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Transfer;

/// <summary>Bytes in memory as they are sent.</summary>
internal static class SmallContent
{
    public static ObjectContent Of(byte[] bytes) => new(() => new MemoryStream(bytes, writable: false), bytes.Length, Md5(bytes), SHA256.HashData(bytes));

    private static byte[] Md5(byte[] bytes)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(bytes);
        return md5.GetHashAndReset();
    }
}
