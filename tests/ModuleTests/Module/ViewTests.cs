using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Module;

public sealed class ViewTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-views-").FullName;

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Backups_are_a_table_with_sizes_and_ages_for_people()
    {
        File.WriteAllBytes(Path.Combine(_folder, "hub_chantier_backup_20250208_030000.sql.gz"), new byte[5_000_000]);

        _session.Invoke("param($folder) Get-HubBackup -BackupDirectory $folder | Out-Default", new { folder = _folder }).ThrowOnError();

        string[] lines = _session.Host.Interface.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Matches(@"^Name\s+State\s+Age\s+Size\s+Rows(\s+Copies)?$", lines[0]);
        Assert.Matches(@"^hub_chantier_backup_20250208_030000\.sql\.gz\s+Legacy\s+\d+d\s+4\.77 MB", lines[2]);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        File.WriteAllBytes(Path.Combine(_folder, "hub_chantier_backup_20250208_030000.sql.gz"), new byte[5_000_000]);
        using ModuleSession session = new(width: width);

        session.Invoke("param($folder) Get-HubBackup -BackupDirectory $folder | Out-Default", new { folder = _folder }).ThrowOnError();

        Assert.All(session.Host.Interface.Text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Contains("hub_chantier_backup_20250208", session.Host.Interface.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "?")]
    [InlineData(0L, "0 B")]
    [InlineData(999L, "999 B")]
    [InlineData(1000L, "0.98 KB")]
    [InlineData(1_048_576L, "1.00 MB")]
    [InlineData(173_015_040L, "165 MB")]
    [InlineData(53_687_091_200L, "50.0 GB")]
    public void Sizes_are_short(long? bytes, string expected)
        => Assert.Equal(expected, _session.Invoke("param($bytes) [HubChantier.Backup.ByteSize]::Text($bytes)", new { bytes }).Single());

    [Fact]
    public void Sizes_have_the_units_of_the_sessions_language()
        => Assert.Equal("165 Mo", _session.Invoke("$before = [cultureinfo]::CurrentUICulture; try { [cultureinfo]::CurrentUICulture = 'fr'; [HubChantier.Backup.ByteSize]::Text(165MB) } finally { [cultureinfo]::CurrentUICulture = $before }").Single());

    [Theory]
    [InlineData(null, "")]
    [InlineData(0L, "0")]
    [InlineData(999L, "999")]
    [InlineData(1000L, "1.00k")]
    [InlineData(99_020L, "99.0k")]
    [InlineData(999_949L, "1.00M")]
    [InlineData(1_359_300L, "1.36M")]
    public void Counts_are_short(long? count, string expected)
        => Assert.Equal(expected, _session.Invoke("param($count) [HubChantier.Backup.Commands.Views.Display]::ShortCount($count)", new { count }).Single());

    [Theory]
    [InlineData(8, "8s")]
    [InlineData(720, "12m")]
    [InlineData(7500, "2h")]
    [InlineData(273_600, "3d")]
    [InlineData(-60, "-1m")]
    public void Ages_are_short(int seconds, string expected)
        => Assert.Equal(expected, _session.Invoke("param($age) [HubChantier.Backup.Commands.Views.Display]::Age($age)", new { age = TimeSpan.FromSeconds(seconds) }).Single());
}
