using System.Security.Cryptography;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Transfer;
using Microsoft.Win32.SafeHandles;

namespace HubChantier.Backup.UnitTests.Transfer;

/// <summary>What is in the bucket after an upload in parts, however it ended.</summary>
public sealed class FileUploadTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly byte[] _content = new byte[(2 * PartPlan.MinimumSize) + 5];
    private readonly FakeObjectStore _store = new();

    public FileUploadTests()
    {
        new Random(1).NextBytes(_content);
        File.WriteAllBytes(_path, _content);
    }

    [Fact]
    public async Task Parts_make_the_whole()
    {
        SentFile sent = await SendAsync();

        Assert.True(_content.AsSpan().SequenceEqual(_store.Objects["key"]));
        Assert.EndsWith("-3", sent.ETag, StringComparison.Ordinal);
        Assert.Empty(_store.Uploads);
    }

    [Theory]
    [InlineData("Begin")]
    [InlineData("Part 2")]
    [InlineData("Complete")]
    public async Task What_fails_leaves_neither_object_nor_parts(string call)
    {
        _store.Before = name => Throw(name, call);

        await Assert.ThrowsAsync<BackupException>(SendAsync);

        Assert.Empty(_store.Objects);
        Assert.Empty(_store.Uploads);
    }

    [Fact]
    public async Task A_file_that_is_not_the_manifests_leaves_neither_object_nor_parts()
    {
        _content[0] ^= 1;

        BackupException damaged = await Assert.ThrowsAsync<BackupException>(SendAsync);

        Assert.Equal(BackupFailure.ChecksumMismatch, damaged.Failure);
        Assert.Empty(_store.Objects);
        Assert.Empty(_store.Uploads);
    }

    [Fact]
    public async Task Uploads_of_this_key_that_nobody_knows_are_given_up_and_no_others()
    {
        await _store.BeginUploadAsync("key", new ObjectOptions(), CancellationToken.None);
        await _store.BeginUploadAsync("key2", new ObjectOptions(), CancellationToken.None);

        await SendAsync();

        Assert.Equal(["key2"], _store.Uploads.Values);
    }

    [Theory]
    [InlineData("FindUploads")]
    [InlineData("Abort")]
    public async Task Keys_that_may_not_look_for_open_uploads_can_send(string call)
    {
        await _store.BeginUploadAsync("key", new ObjectOptions(), CancellationToken.None);
        _store.Before = name => Throw(name, call);

        await SendAsync();

        Assert.True(_store.Objects.ContainsKey("key"));
    }

    public void Dispose()
    {
        _store.Dispose();
        File.Delete(_path);
    }

    private static void Throw(string name, string call)
    {
        if (name == call)
        {
            throw FakeObjectStore.Failure(BackupFailure.S3AccessDenied);
        }
    }

    private async Task<SentFile> SendAsync()
    {
        using SafeFileHandle file = File.OpenHandle(_path);
        FileUpload upload = new(_store, "key", new ObjectOptions(), new Progress<long>());
        return await upload.RunAsync(file, Convert.ToHexStringLower(SHA256.HashData(_content)), static _ => Task.CompletedTask, CancellationToken.None);
    }
}
