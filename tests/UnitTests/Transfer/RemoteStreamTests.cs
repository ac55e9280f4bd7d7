using CsCheck;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.UnitTests.Transfer;

public sealed class RemoteStreamTests
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 1000).Select(number => (byte)(number * 7))];

    private static readonly Gen<(int, BackupFailure)> s_break = Gen.Select(
        Gen.Int[1, 400], Gen.Bool.Select(lost => lost ? BackupFailure.S3ConnectionLost : BackupFailure.S3TimedOut));

    [Fact]
    public Task However_often_it_breaks_off_every_byte_comes_once()
        => Gen.Select(s_break.Array[0, 6], Gen.Int[1, 300]).SampleAsync(async (breaks, buffer) =>
        {
            using FakeObjectStore store = Store(breaks);

            Assert.Equal(s_content, await ReadAsync(store, buffer));
            Assert.Equal(store.Opened.Order(), store.Opened);
        });

    [Fact]
    public async Task It_goes_on_where_it_broke()
    {
        using FakeObjectStore store = Store((300, BackupFailure.S3ConnectionLost), (200, BackupFailure.S3TimedOut));

        Assert.Equal(s_content, await ReadAsync(store, buffer: 64));

        Assert.Equal([0, 300, 500], store.Opened);
    }

    [Fact]
    public async Task A_body_that_never_brings_a_byte_fails_in_the_end()
    {
        using FakeObjectStore store = Store([.. Enumerable.Repeat((0, BackupFailure.S3ConnectionLost), 100)]);

        BackupException lost = await Assert.ThrowsAsync<BackupException>(() => ReadAsync(store, buffer: 64));

        Assert.Equal(BackupFailure.S3ConnectionLost, lost.Failure);
        Assert.Equal(4, store.Opened.Count);
    }

    [Fact]
    public async Task What_does_not_pass_is_not_tried_again()
    {
        using FakeObjectStore store = Store((300, BackupFailure.S3AccessDenied));

        BackupException denied = await Assert.ThrowsAsync<BackupException>(() => ReadAsync(store, buffer: 64));

        Assert.Equal(BackupFailure.S3AccessDenied, denied.Failure);
        Assert.Equal([0], store.Opened);
    }

    private static FakeObjectStore Store(params (int, BackupFailure)[] breaks)
    {
        FakeObjectStore store = new();
        store.Objects["key"] = s_content;
        Array.ForEach(breaks, store.Breaks.Enqueue);
        return store;
    }

    private static async Task<byte[]> ReadAsync(FakeObjectStore store, int buffer)
    {
        await using RemoteStream stream = await RemoteStream.OpenAsync(store, "key", CancellationToken.None);
        using MemoryStream read = new();
        await stream.CopyToAsync(read, buffer);
        return read.ToArray();
    }
}
