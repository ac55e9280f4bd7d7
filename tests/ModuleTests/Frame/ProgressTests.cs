using System.Management.Automation;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Frame;

/// <summary>What a person sees of work that lasts; the times are the test's own.</summary>
public sealed class ProgressTests : IDisposable
{
    private readonly ModuleSession _session = new(moreModules: FramePaths.Cmdlets);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Short_work_shows_nothing()
        => Assert.Empty(Shown("Test-FrameProgress -Total 100 -Report '0 dump 0', '500 dump 40', '499 dump 100'"));

    [Fact]
    public void Work_that_lasts_shows_itself_four_times_a_second_at_most()
    {
        ProgressRecord[] shown = Shown("Test-FrameProgress -Total 400 -Report '0 dump 0', '1000 dump 100', '100 dump 110', '149 dump 120', '1 dump 150', '10 dump 151'");

        Assert.Equal([25, 37], shown.SkipLast(1).Select(record => record.PercentComplete));
        Assert.Equal("dump", shown[0].Activity);
        Assert.Equal("100 B of 400 B (100 B/s)", shown[0].StatusDescription);
        Assert.Equal(3, shown[0].SecondsRemaining);
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
    }

    [Fact]
    public void Many_short_activities_are_shown_as_one_long_one_is()
        => Assert.Equal(
            ["second", "fourth"],
            Shown("Test-FrameProgress -Report '0 zeroth 1', '700 first 1', '400 second 1', '10 third 1', '300 fourth 1'").SkipLast(1).Select(record => record.Activity));

    [Fact]
    public void A_size_that_was_estimated_too_small_never_shows_as_done()
        => Assert.Equal(99, Shown("Test-FrameProgress -Total 100 -Report '0 dump 0', '2000 dump 250'")[0].PercentComplete);

    [Theory]
    [InlineData("Test-FrameProgress -Report '0 dump 0', '2000 dump 1' | Select-Object -First 1")]
    [InlineData("foreach ($once in 1) { Test-FrameProgress -Report '0 dump 0', '2000 dump 1' | ForEach-Object { break } }")]
    [InlineData("try { Test-FrameProgress -Report '0 dump 0', '2000 dump 1' | ForEach-Object { throw 'no more' } } catch { }")]
    public void The_bar_goes_when_the_consumer_wants_no_more(string script)
        => Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed], Shown(script).Select(record => record.RecordType));

    private ProgressRecord[] Shown(string script) => [.. _session.Invoke(script).ThrowOnError().Progress];
}
