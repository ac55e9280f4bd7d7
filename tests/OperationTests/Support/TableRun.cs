using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.OperationTests.Support;

/// <summary>One restore of single tables, as a role that may create databases.</summary>
public sealed class TableRun(ServerFixture fixture, HubBackup backup, string database, params string[] tables)
{
    public string? Schema { get; init; } = "restored";

    /// <summary>Folder of the client programs; null for the real ones.</summary>
    public string? Programs { get; init; }

    public Task<HubRestore> RunAsync(CancellationToken token = default)
    {
        ConnectionSettings connection = fixture.Connection(ServerFixture.Maker);
        TableRestoreOperation operation = new(
            connection,
            ServerFixture.Questions(connection),
            async (version, cancel) => await ServerFixture.ClientAsync(connection, version, Programs, cancel),
            async (version, cancel) => await ServerFixture.ClientAsync(connection, version, Programs, cancel));
        RestoreRequest request = new()
        {
            Backup = backup,
            Database = database,
            Source = "default",
            SafetyFolder = "/nowhere",
            IsDatabaseChosen = true,
            // The session of a run that has just ended may still be on its way out.
            LockTimeout = TimeSpan.FromSeconds(30),
        };
        return operation.RunAsync(request, tables, Schema, new RecordingLog().Context, token);
    }

    /// <summary>Runs it, and checks that it failed so, left the live database as it was, and left no other.</summary>
    public async Task<BackupException> FailsAsync(BackupFailure failure)
    {
        string before = fixture.Server.Dump(database);
        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => RunAsync());
        Assert.True(failure == exception.Failure, $"{exception.Failure}: {exception.Message}");
        Assert.Equal(before, fixture.Server.Dump(database));
        Assert.Empty(fixture.Server.Databases(database + "_"));
        return exception;
    }
}
