using System.Security.Cryptography;
using System.Text;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.UnitTests.Transfer;

/// <summary>The expected values are md5sum's and sha256sum's, put together as AWS's documentation says.</summary>
public sealed class UploadDigestTests
{
    [Fact]
    public void The_digest_of_a_whole_is_its_own_and_that_of_parts_the_digest_of_their_digests_with_their_number()
    {
        FilePart[] parts = [Part(1, "a"), Part(2, "b")];

        Assert.Equal("0cc175b9c0f1b6a831c399e269772661", UploadDigest.OfWhole(parts[0].Content));
        Assert.Equal("96e024ba2074fe77e8e965ba43a704be-2", UploadDigest.OfParts(parts));
        Assert.Equal("5aAf7hTg7VxIcU8iGA8lrYNltT+XefedxKPX6Tlj+Uo=-2", UploadDigest.Sha256OfParts(parts));
        Assert.Equal("ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=", UploadDigest.Base64(parts[0].Content.Sha256));
    }

    [Fact]
    public void Where_no_SHA256_was_sent_there_is_none()
    {
        FilePart part = Part(1, "a") with { Content = Part(1, "a").Content with { Sha256 = ReadOnlyMemory<byte>.Empty } };

        Assert.Null(UploadDigest.Sha256OfParts([part]));
        Assert.Null(UploadDigest.Base64(part.Content.Sha256));
    }

    [Theory]
    [InlineData("0cc175b9c0f1b6a831c399e269772661", false)]
    [InlineData("0CC175B9C0F1B6A831C399E269772661", false)]
    [InlineData("92eb5ffee6ae2fec3ad71c777531578f", true)]
    [InlineData("not-an-md5", false)]
    [InlineData("92eb5ffee6ae2fec3ad71c777531578f-1", false)]
    public void Only_what_looks_like_an_MD5_can_contradict_the_content(string etag, bool contradicts)
        => Assert.Equal(contradicts, UploadDigest.Contradicts(etag, Part(1, "a").Content));

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("92eb5ffee6ae2fec3ad71c777531578f", false)]
    [InlineData("92eb5ffee6ae2fec3ad71c777531578f-", false)]
    [InlineData("92eb5ffee6ae2fec3ad71c777531578f-2", true)]
    [InlineData("92eb5ffee6ae2fec3ad71c777531578f-2-2", false)]
    [InlineData("92eb5ffee6ae2fec3ad71c777531578z-2", false)]
    public void The_shape_of_an_ETag_of_parts_is_known(string? etag, bool expected) => Assert.Equal(expected, UploadDigest.IsOfParts(etag));

#pragma warning disable CA5351 // S3's own choice.
    private static FilePart Part(int number, string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return new FilePart(number, new ObjectContent(() => new MemoryStream(bytes), bytes.Length, MD5.HashData(bytes), SHA256.HashData(bytes)));
    }
#pragma warning restore CA5351
}
