using HubChantier.Backup.Retention;
using static HubChantier.Backup.UnitTests.Retention.Past;

namespace HubChantier.Backup.UnitTests.Retention;

public sealed class AbnormalityCheckTests
{
    private static readonly HubBackup[] s_usual = [With(3, rows: 1000), With(2, rows: 1100), With(1, rows: 1200)];

    [Fact]
    public void A_backup_like_the_others_is_normal() => Assert.Null(AbnormalityCheck.Against(With(0, rows: 1150), s_usual));

    [Fact]
    public void A_table_that_all_had_and_that_is_gone_is_abnormal()
    {
        HubAbnormality? abnormality = AbnormalityCheck.Against(Made(0, tables: Table("a", 1100)), s_usual);

        Assert.Contains("public.b", abnormality!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("public.a", abnormality.Reason, StringComparison.Ordinal);
        Assert.Equal(Now.AddMinutes(5), abnormality.Detected);
        Assert.False(abnormality.Accepted);
    }

    [Fact]
    public void A_table_that_not_all_had_may_go()
        => Assert.Null(AbnormalityCheck.Against(Made(0, tables: Table("a", 1100)), [.. s_usual, Made(4, tables: Table("a", 1000))]));

    [Fact]
    public void Of_many_tables_gone_the_first_are_named_and_the_rest_counted()
    {
        HubTable[] many = [.. Enumerable.Range(10, 20).Select(number => Table($"t{number}", 1))];

        string reason = AbnormalityCheck.Against(Made(0), [Made(2, tables: many), Made(1, tables: many)])!.Reason;

        Assert.Contains("public.t14", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("public.t15", reason, StringComparison.Ordinal);
        Assert.Contains("15", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(550, false)]
    [InlineData(549, true)]
    [InlineData(0, true)]
    [InlineData(99_999, false)]
    public void Rows_fallen_below_half_the_median_are_abnormal(long rows, bool abnormal)
        => Assert.Equal(abnormal, AbnormalityCheck.Against(With(0, rows), s_usual) is not null);

    [Theory]
    [InlineData(500, false)]
    [InlineData(499, true)]
    public void Length_fallen_below_half_the_median_is_abnormal(long length, bool abnormal)
        => Assert.Equal(abnormal, AbnormalityCheck.Against(With(0, rows: 1100, length), s_usual) is not null);

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void A_database_with_few_rows_raises_no_alarm_on_rows(long usual, bool abnormal)
        => Assert.Equal(abnormal, AbnormalityCheck.Against(With(0, rows: 0), [With(2, usual), With(1, usual)]) is not null);

    [Fact]
    public void The_median_of_two_is_their_mean()
    {
        Assert.Null(AbnormalityCheck.Against(With(0, rows: 500), [With(2, rows: 500), With(1, rows: 1500)]));
        Assert.NotNull(AbnormalityCheck.Against(With(0, rows: 499), [With(2, rows: 500), With(1, rows: 1500)]));
    }

    [Fact]
    public void One_backup_is_no_measure() => Assert.Null(AbnormalityCheck.Against(With(0, rows: 0), [With(1, rows: 1000)]));

    [Fact]
    public void Only_the_last_seven_are_the_measure()
        => Assert.Null(AbnormalityCheck.Against(
            With(0, rows: 200), [.. Enumerable.Range(1, 7).Select(day => With(day, rows: 200)), .. Enumerable.Range(8, 20).Select(day => With(day, rows: 9000))]));

    [Fact]
    public void What_is_not_normal_or_not_of_this_database_is_no_measure()
    {
        HubTable[] tables = [Table("a", 1000), Table("b", 0)];

        Assert.Null(AbnormalityCheck.Against(With(0, rows: 0),
        [
            Made(1, HubBackupKind.Safety, tables: tables), Made(2, state: HubBackupState.Damaged, tables: tables), Made(3, accepted: false, tables: tables),
            Made(4, database: "other", tables: tables), Made(5, source: "staging", tables: tables), Made(6, state: HubBackupState.Legacy),
        ]));
    }

    [Fact]
    public void The_candidate_is_no_measure_of_itself()
    {
        HubBackup candidate = With(0, rows: 0);

        Assert.Null(AbnormalityCheck.Against(candidate, [candidate, With(1, rows: 1000)]));
    }

    [Fact]
    public void What_was_accepted_begins_a_new_measure()
    {
        HubBackup accepted = Made(1, accepted: true, tables: [Table("a", 200), Table("b", 0)]);
        HubBackup[] history = [With(9, rows: 9000), With(8, rows: 9000), With(7, rows: 9000), accepted];

        Assert.Null(AbnormalityCheck.Against(With(0, rows: 200), history));
        Assert.NotNull(AbnormalityCheck.Against(With(0, rows: 99), history));
    }

    private static HubBackup With(double daysAgo, long rows, long length = 1000) => Made(daysAgo, length: length, tables: [Table("a", rows), Table("b", 0)]);

    private static HubTable Table(string name, long rows) => new() { Schema = "public", Name = name, Rows = rows, Bytes = rows * 10, DataStart = 0 };
}
