using System.Text;
using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.UnitTests.Encryption;

/// <summary>Heads of files: those of the format's published test vectors (C2SP/CCTV, age), and our own.</summary>
public sealed class AgeHeaderTests
{
    private const string Identity = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
    private const string OfAnother = "AGE-SECRET-KEY-143WN7DCXU4G8R5AXQSSYD9AEPYDNT3HXSLWSPK36CDU6E8M59SSSAGZ3KG";

    // "YELLOW SUBMARINE"
    private const string FileKey = "59454c4c4f57205355424d4152494e45";

    private const string Payload = "7s9ix86RtDMnTmjU8vkTTLdMW/73vqpSyPC8DpksHoMx+2Y=";
    private const string TwoRecipients =
        "-> X25519 ajtqAvDEkVNr2B7zUOtq2mAQXDSBlNrVAuM/dKb5sT4\n0evrK/HQXVsQ4YaDe+659l5OQzvAzD2ytLGHQLQiqxg\n"
        + "-> X25519 0qC7u6AbLxuwnM8tPFOWVtWZn/ZZe7z7gcsP5kgA0FI\nY3OzevLm23Vx7PN9k33F9y+ercWe/bcZJLqhqA3h408\n"
        + "--- 855pKblQzZ3oabDowxRDQvSj/xo47ZSh5WTjkmK0I0U\n";

    private const string OneRecipient = "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n";

    private const string BetweenUnknown = "-> grease\n\n" + OneRecipient + "-> grease\n\n--- QIfAOEMt1fGOf2FP2m3+TwFQtfy2H3sX3YqUAQRApkM\n";

    [Theory]
    [InlineData(TwoRecipients, "8LgYvg81VEI5mSCtgISWS2+Vw22zXk9Z2PiePPJvLR+lQhM=")]
    [InlineData(BetweenUnknown, Payload)]
    public void A_published_file_is_read(string header, string payload)
    {
        using MemoryStream file = new([.. Text(header), .. Convert.FromBase64String(payload)]);

        byte[]? key = AgeHeader.Read(file).Unwrap([Key(OfAnother), Key(Identity)]);

        Assert.Equal(FileKey, Convert.ToHexStringLower(key!));
        using StreamReader content = new(new AgeReadStream(file, key));
        Assert.Equal("age", content.ReadToEnd());
    }

    [Theory]
    // The share is a point of low order: everybody knows the secret.
    [InlineData("-> X25519 X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEdc\n3E0NpFans/m0WLWF7+54ZBdNj3iqQqpraGDFiaRkvBA\n--- sXw327YMT1/ULXe+ZyRMbMY0Z2jnWHGgI9j1we6yQ8A\n")]
    // The proof is another header's.
    [InlineData(OneRecipient + "--- 8McE3ix9R34E/vLrQv3yepsHjo/LXhfs22Ab3UyInmg\n")]
    // A passphrase beside a key.
    [InlineData("-> X25519 ajtqAvDEkVNr2B7zUOtq2mAQXDSBlNrVAuM/dKb5sT4\nU+hKlJ4isweJ9PKG7pgscmG3cPASLgTw7SOBpbZ8x2U\n-> scrypt 3d9y0G+8q1ffPQ0xJJatIQ 10\nfoZolxuhRSL7IG7oaR+456IzkHtvue7j4mUjh3DB6EI\n--- yp4Z0lV1LEdkm1+uDCuPUV+9hIXbPKrBXKQ/f5Y03As\n")]
    [InlineData("--- QIfAOEMt1fGOf2FP2m3+TwFQtfy2H3sX3YqUAQRApkM\n")]
    [InlineData(OneRecipient)]
    [InlineData(OneRecipient + "---\n")]
    [InlineData(OneRecipient + "--- QIfAOEMt1fGOf2FP2m3+TwFQtfy2H3sX3YqUAQRApkM=\n")]
    [InlineData("-> X25519  TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n--- QIfAOEMt1fGOf2FP2m3+TwFQtfy2H3sX3YqUAQRApkM\n")]
    [InlineData("-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOC\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n--- QIfAOEMt1fGOf2FP2m3+TwFQtfy2H3sX3YqUAQRApkM\n")]
    [InlineData("-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\r\nhjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\r\n--- QIfAOEMt1fGOf2FP2m3+TwFQtfy2H3sX3YqUAQRApkM\n")]
    public void A_header_that_is_damaged_or_forged_is_refused(string header)
        => Assert.Throws<InvalidDataException>(() => AgeHeader.Read(new MemoryStream(Text(header))).Unwrap([Key(Identity)]));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("age-encryption.org/v2\n")]
    [InlineData("age-encryption.org/v1\r\n")]
    public void A_file_of_another_kind_is_refused(string text)
        => Assert.Throws<InvalidDataException>(() => AgeHeader.Read(new MemoryStream(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void A_header_without_end_is_not_read_without_end()
    {
        using MemoryStream file = new([.. Text("-> x\n"), .. Enumerable.Repeat((byte)'A', 1 << 20)]);

        Assert.Throws<InvalidDataException>(() => AgeHeader.Read(file));
        Assert.True(file.Position < 1 << 18);
    }

    [Fact]
    public void Each_of_several_recipients_has_the_files_key_and_nobody_else()
    {
        KeyPair[] pairs = [new(), new(), new()];
        byte[] fileKey = Convert.FromHexString(FileKey);

        AgeHeader header = AgeHeader.Read(new MemoryStream(AgeHeader.Create(fileKey, [.. pairs[..2].Select(pair => pair.Recipient)], KeyPair.X25519)));

        Assert.Equal(fileKey, header.Unwrap([pairs[0].Identity]));
        Assert.Equal(fileKey, header.Unwrap([pairs[2].Identity, pairs[1].Identity]));
        Assert.Null(header.Unwrap([pairs[2].Identity]));
        Assert.Null(header.Unwrap([]));
    }

    private static byte[] Text(string rest) => Encoding.ASCII.GetBytes("age-encryption.org/v1\n" + rest);

    private static AgeIdentity Key(string text) => AgeIdentity.Parse(text, KeyPair.X25519)!;
}
