using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Frame;

/// <summary>What signals do to a script that runs our cmdlets, sent to its process and to its whole group, as a terminal and systemd do.</summary>
public sealed class SignalTests
{
    /// <summary>Ends with 1 on any signal, at once, as pg_dump does.</summary>
    private const string ChildThatDies = """Test-FrameChild ('trap "kill \$!; exit 1" TERM HUP INT; sleep 600 & echo $$ > "' + $PSScriptRoot + '/.child"; mv "' + $PSScriptRoot + '/.child" "' + $PSScriptRoot + '/child"; wait')""";

    [UnixTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_cancels_the_work_and_the_script_ends_with_40(string signal)
    {
        using SignalledScript script = new("Test-FrameEndless -Silent -Started \"$PSScriptRoot/working\"");
        script.WaitForMark("working");

        Assert.Equal(40, script.End(signal));
        Assert.StartsWith("Cancelled,", script.Mark("caught"), StringComparison.Ordinal);
        Assert.Equal("True", script.Mark("finally"));
    }

    [LinuxTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_child_that_dies_of_the_groups_signal_has_not_failed(string signal)
    {
        using SignalledScript script = new(ChildThatDies, ownGroup: true);
        script.WaitForMark("child");

        Assert.Equal(40, script.End(signal, wholeGroup: true));
        Assert.StartsWith("Cancelled,", script.Mark("caught"), StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_child_that_the_signal_reaches_first_has_not_failed(string signal)
    {
        using SignalledScript script = new(ChildThatDies);
        script.WaitForMark("child");

        // Dead, reaped and noticed before the script is told.
        string child = script.Mark("child")!.Trim();
        Command.Run("/bin/sh", ["-c", $"kill -{signal} {child}; while kill -0 {child} 2>/dev/null; do :; done; sleep 0.1"]);

        Assert.Equal(40, script.End(signal));
        Assert.StartsWith("Cancelled,", script.Mark("caught"), StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ctrl_C_runs_finally_and_no_catch(bool wholeGroup)
    {
        using SignalledScript script = new(ChildThatDies, ownGroup: true);
        script.WaitForMark("child");

        Assert.Equal(40, script.End("INT", wholeGroup));
        Assert.Null(script.Mark("caught"));
        Assert.NotNull(script.Mark("finally"));
    }

    [LinuxTheory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_is_the_shells_own_again_when_no_work_runs(string signal, int expected)
    {
        using SignalledScript script = new("Test-FrameFailure -Item good; Write-Mark after ''; while ($true) { }");
        script.WaitForMark("after");

        Assert.Equal(expected, script.End(signal));
        Assert.Null(script.Mark("caught"));
        Assert.Null(script.Mark("finally"));
    }

    [UnixTheory]
    [InlineData("exit 1", 12)]
    public void A_child_that_fails_by_itself_has_failed(string child, int expected)
    {
        using SignalledScript script = new($"Test-FrameChild '{child}'");

        Assert.Equal(expected, script.WaitForExit());
        Assert.StartsWith("DumpFailed,", script.Mark("caught"), StringComparison.Ordinal);
    }
}
