using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Commands;

/// <summary>What cannot go together is refused before anything is looked for, and never passed over in silence.</summary>
public sealed class TableParameterTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-Table t -Globals", "-Globals")]
    [InlineData("-Table t -DropPrevious", "-DropPrevious")]
    [InlineData("-Table t -AfterSwap {}", "-AfterSwap")]
    [InlineData("-Table t -Mode InPlace", "-Mode")]
    [InlineData("-IntoSchema s", "-IntoSchema")]
    public void A_restore_refuses_what_has_no_meaning_with_or_without_tables(string parameters, string named)
    {
        SessionResult result = _session.Invoke($"Restore-HubBackup -Latest -BackupDirectory /nowhere {parameters} -ErrorAction Stop");

        Assert.Equal("SettingInvalid", result.ErrorId());
        Assert.Contains(named + " ", $"{result.Errors[0]}", StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_alone_go_on_to_look_for_the_backup()
        => Assert.Equal("BackupNotFound", _session.Invoke("Restore-HubBackup -Latest -BackupDirectory /nowhere -Table t -Mode Swap -ErrorAction Stop").ErrorId());
}
