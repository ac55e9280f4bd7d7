namespace HubChantier.Backup.Sql;

/// <summary>Watches for the trailer, <c>-- PostgreSQL database dump complete</c>, with no statement after it.</summary>
internal sealed class TrailerWatch
{
    /// <summary>Whether the trailer was seen and nothing but comments since.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>A comment between statements.</summary>
    public void Comment(ReadOnlySpan<byte> text) => IsSeen |= text.SequenceEqual("-- PostgreSQL database dump complete"u8);

    /// <summary>Something came that is no comment.</summary>
    public void Reset() => IsSeen = false;
}
