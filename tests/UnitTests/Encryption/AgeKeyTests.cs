using CsCheck;
using HubChantier.Backup.Encryption;

namespace HubChantier.Backup.UnitTests.Encryption;

/// <summary>Keys as age writes them, and nothing that is a letter away from one.</summary>
public sealed class AgeKeyTests
{
    // The pair in age's own documentation.
    private const string Recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    private const string Identity = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    [Fact]
    public void An_identity_has_the_public_key_that_age_keygen_shows()
        => Assert.Equal(Recipient, AgeIdentity.Parse(Identity, KeyPair.X25519)!.Recipient.ToString());

    [Fact]
    public void A_recipient_is_read_as_it_is_written() => Assert.Equal(Recipient, AgeRecipient.Parse(Recipient)!.ToString());

    [Fact]
    public void Both_are_read_in_the_case_that_age_writes_alone()
    {
        Assert.Null(AgeRecipient.Parse(Recipient.ToUpperInvariant()));
        Assert.Null(AgeIdentity.Parse(Identity.ToLowerInvariant(), KeyPair.X25519));
        Assert.Null(AgeRecipient.Parse(Recipient[..^1] + "J"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("age1")]
    [InlineData("age1qqqqqq")]
    [InlineData("age")]
    [InlineData("age1é")]
    [InlineData(Identity)]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5")]
    public void Other_texts_are_no_recipients(string text) => Assert.Null(AgeRecipient.Parse(text));

    [Fact]
    public void A_letter_that_is_changed_is_seen_wherever_it_is()
        => Gen.Select(Gen.Int[0, Recipient.Length - 1], Gen.Char["qpzry9x8gf2tvdw0s3jn54khce6mua7l1"]).Sample((place, letter) =>
        {
            string changed = Recipient[..place] + letter + Recipient[(place + 1)..];
            Assert.Equal(changed == Recipient, AgeRecipient.Parse(changed) is not null);
        });

    [Fact]
    public void Any_bytes_are_read_as_they_were_written()
        => Gen.Byte.Array[0, 70].Sample(bytes => Assert.Equal(bytes, Bech32.Decode("x-y", Bech32.Encode("x-y", bytes))));

    [Fact]
    public void Any_text_is_read_without_a_fault()
        => Gen.String[0, 80].Select(text => "age1" + text).Sample(text => Assert.Null(AgeRecipient.Parse(text)));
}
