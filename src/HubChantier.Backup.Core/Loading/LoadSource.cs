using HubChantier.Backup.Archive;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Loading;

/// <summary>Where a load in pieces reads: the file, its index, and what the gate has found in it.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Index">Where the file's members begin.</param>
/// <param name="Digests">What the gate has read in each.</param>
/// <param name="Codec">Reads a member.</param>
/// <param name="Identities">Open an encrypted file.</param>
internal sealed record LoadSource(HubBackup Backup, MemberIndex Index, MemberDigests Digests, IArchiveCodec Codec, AgeIdentities Identities)
{
    /// <summary>A reader of its own for a session.</summary>
    public MemberReader Open() => new(Backup, Index, Digests, Codec, Identities);
}
