using HubChantier.Backup.Operations;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.OperationTests.Support;

/// <summary>One restore in place, as the application's role.</summary>
public sealed class InPlaceRun(ServerFixture fixture, HubBackup backup, string database)
{
    public string User { get; init; } = ServerFixture.App;

    /// <summary>Folder of the client programs; null for the real ones.</summary>
    public string? Programs { get; init; }

    public bool TrustSource { get; init; }

    public bool AllowForeign { get; init; }

    public bool IgnorePrivileges { get; init; }

    public string Application { get; init; } = "hub-backup test";

    public Func<CancellationToken, Task> BeforeCommit { get; init; } = static _ => Task.CompletedTask;

    public RecordingLog Log { get; } = new();

    public Task<HubRestore> RunAsync(CancellationToken token = default)
    {
        ConnectionSettings connection = fixture.Connection(User, Application);
        InPlaceRestoreOperation operation = new(
            connection,
            ServerFixture.Questions(connection),
            async (version, cancel) => await ServerFixture.ClientAsync(connection, version, Programs, cancel))
        {
            TableLockTimeout = TimeSpan.FromMilliseconds(300),
        };
        return operation.RunAsync(
            new RestoreRequest
            {
                Backup = backup,
                Database = database,
                IsDatabaseChosen = true,
                TrustSource = TrustSource,
                AllowForeign = AllowForeign,
                IgnorePrivileges = IgnorePrivileges,
                Source = "default",
                SafetyFolder = "/nowhere",
            }, BeforeCommit, Log.Context, token);
    }

    /// <summary>Runs it, and checks that it failed so and left the database as it was.</summary>
    public async Task<BackupException> FailsAsync(BackupFailure failure)
    {
        string before = fixture.Server.Dump(database);
        BackupException exception = await Assert.ThrowsAsync<BackupException>(() => RunAsync());
        Assert.True(failure == exception.Failure, $"{exception.Failure}: {exception.Message}");
        Assert.Equal(before, fixture.Server.Dump(database));
        return exception;
    }
}
