using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.UnitTests.Postgres;

public sealed class DatabaseMarkTests
{
    private static readonly DatabaseMark s_mark = new()
    {
        Role = DatabaseRole.Previous,
        Oid = 4_000_000_001,
        Run = Guid.Parse("01a205aa-ad24-752c-8e83-b5516e1098c3"),
        Of = "base d'été \"x\"",
        Since = new DateTimeOffset(2026, 2, 8, 3, 0, 1, 234, TimeSpan.Zero).AddTicks(567),
        Started = new DateTimeOffset(2026, 2, 8, 3, 0, 0, TimeSpan.Zero),
        Backup = "x_backup_20260208_030000.sql.gz",
        Safety = null,
        Written = 7,
        Comment = "déjà là; '\\ \n {\"oid\":1}",
    };

    [Fact]
    public void A_mark_comes_back_as_it_was_written_and_is_ascii()
    {
        string comment = s_mark.ToComment();

        Assert.Equal(s_mark, DatabaseMark.Parse(comment, s_mark.Oid));
        // The maintenance database may be of any encoding.
        Assert.All(comment, character => Assert.True(char.IsAscii(character) && !char.IsControl(character)));
    }

    [Fact]
    public void A_mark_that_was_copied_to_another_database_is_none()
        => Assert.Null(DatabaseMark.Parse(s_mark.ToComment(), s_mark.Oid + 1));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("base de production")]
    [InlineData("HubChantier.Backup ")]
    [InlineData("HubChantier.Backup {")]
    [InlineData("HubChantier.Backup {\"oid\":1}")]
    [InlineData("HubChantier.Backup {\"role\":\"Nobody\",\"oid\":1,\"run\":\"01a205aa-ad24-752c-8e83-b5516e1098c3\",\"of\":\"x\",\"since\":\"2026-02-08T03:00:00+00:00\"}")]
    [InlineData("HubChantier.Backup null")]
    public void Other_comments_are_none(string? comment) => Assert.Null(DatabaseMark.Parse(comment, 1));
}
