using System.Security.Cryptography;

namespace HubChantier.Backup.Loading;

/// <summary>A hash of the text in each member, taken while the gate reads the file: a load that begins in the middle can tell whether it reads the same.</summary>
internal sealed class MemberDigests : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte[]> _digests = [];
    private readonly int _memberSize;
    private int _filled;

    /// <summary>Begins.</summary>
    /// <param name="memberSize">Content bytes in each member but the last.</param>
    public MemberDigests(int memberSize) => _memberSize = memberSize;

    /// <summary>Members that were read.</summary>
    public int Count => _digests.Count;

    /// <summary>Takes the next piece of the text.</summary>
    public void Take(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0)
        {
            int count = Math.Min(text.Length, _memberSize - _filled);
            _hash.AppendData(text[..count]);
            _filled += count;
            text = text[count..];
            if (_filled == _memberSize)
            {
                Close();
            }
        }
    }

    /// <summary>Ends the last member.</summary>
    public void Complete()
    {
        if (_filled > 0)
        {
            Close();
        }
    }

    /// <summary>Whether a member's text is the one that was read.</summary>
    public bool Is(int member, ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return member < _digests.Count && digest.SequenceEqual(_digests[member]);
    }

    public void Dispose() => _hash.Dispose();

    private void Close()
    {
        _digests.Add(_hash.GetHashAndReset());
        _filled = 0;
    }
}
