using System.Management.Automation;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Frame;

/// <summary>What the work may have the pipeline thread answer: a person's yes or no, a script block of the user's.</summary>
public sealed class QuestionTests : IDisposable
{
    private readonly ModuleSession _session = new(moreModules: FramePaths.Cmdlets);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(0, "yes")]
    [InlineData(1, "no")]
    public void A_person_answers(int choice, string expected)
    {
        _session.Host.Interface.Choices.Enqueue(choice);

        Assert.Equal(expected, _session.Invoke("Test-FrameQuestion").Single());
        Assert.Contains("Drop it?", Assert.Single(_session.Host.Interface.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_nobody_can_answer_ends_the_cmdlet()
    {
        using ModuleSession nobody = new(interactive: false, moreModules: FramePaths.Cmdlets);

        Assert.Contains("nobody", nobody.InvokeOrGiveUp("Test-FrameQuestion").Error().ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.True(FrameProbe.Get<bool>("Finished"));
    }

    [Fact]
    public void A_script_block_sees_the_scripts_variables_and_may_call_our_cmdlets()
        => Assert.Equal("done with mine", _session.InvokeOrGiveUp("$mine = 'mine'; Test-FrameQuestion -Script { \"$(Test-FrameFailure -Item good) with $mine\" }").Single());

    [Fact]
    public void What_a_script_block_throws_is_the_works_to_judge()
    {
        Assert.Equal("recovered from: not now", _session.InvokeOrGiveUp("Test-FrameQuestion -Script { throw 'not now' } -Recover").Single());

        ErrorRecord error = _session.InvokeOrGiveUp("Test-FrameQuestion -Script { throw 'not now' }").Error();
        Assert.Equal("not now", error.ToString());
        Assert.True(FrameProbe.Get<bool>("Finished"));
    }

    [Theory]
    [InlineData("foreach ($once in 1) { Test-FrameQuestion -Recover -Script { break } }; 'next'")]
    [InlineData("foreach ($once in 1) { Test-FrameQuestion -Recover -Script { continue } }; 'next'")]
    public void A_script_block_may_leave_the_loop_around_the_cmdlet(string script)
    {
        Assert.Equal("next", _session.InvokeOrGiveUp(script).Single());
        Assert.True(FrameProbe.Get<bool>("Finished"));
    }

    [Fact]
    public void Stopping_at_a_question_ends_the_work()
    {
        FrameProbe.Reset();
        using PowerShell shell = _session.Shell("Test-FrameQuestion -Recover -Script { [HubChantier.Backup.FrameCmdlets.FrameState]::Waiting = $true; while (1) { } }");
        shell.BeginInvoke();
        FrameProbe.WaitFor("Waiting");

        shell.Stop();

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(FrameProbe.Get<bool>("Finished"));
    }
}
