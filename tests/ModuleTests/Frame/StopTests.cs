using System.Management.Automation;
using System.Reflection;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Frame;

/// <summary>How work ends when it is not wanted any more, whoever says so and however late.</summary>
public sealed class StopTests : IDisposable
{
    private readonly ModuleSession _session = new(moreModules: FramePaths.Cmdlets);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Work_that_is_stopped_may_say_more_than_the_relay_holds()
    {
        SessionResult result = _session.InvokeOrGiveUp(
            "foreach ($once in 1) { Test-FrameFinalWords | ForEach-Object { while (-not [HubChantier.Backup.FrameCmdlets.FrameState]::Waiting) { }; $_; break } }; 'next'");

        Assert.Equal(["0", "next"], result.ThrowOnError().Output.Select(value => $"{value}"));
        Assert.True(FrameProbe.Get<bool>("Finished"));
    }

    [Fact]
    public void A_question_that_is_not_asked_any_more_ends_the_wait_for_its_answer()
    {
        SessionResult result = _session.InvokeOrGiveUp("foreach ($once in 1) { Test-FrameQuestion -Stubborn | ForEach-Object { $_; break } }; 'next'");

        Assert.Equal(["0", "next"], result.ThrowOnError().Output.Select(value => $"{value}"));
        Assert.True(FrameProbe.Get<bool>("Finished"));
        Assert.Empty(_session.Host.Interface.Questions);
    }

    [Fact]
    public void A_stop_that_comes_after_the_end_is_nothing()
    {
        object ended = FrameProbe.Create("TestFrameOrderCommand");
        ((IDisposable)ended).Dispose();
        ended.GetType().GetMethod("StopProcessing", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(ended, parameters: null);
    }

    [Fact]
    public void Nothing_comes_out_after_a_stop()
    {
        using PowerShell shell = _session.Shell("try { Test-FrameEndless } finally { $global:ended = [HubChantier.Backup.FrameCmdlets.FrameState]::Finished }");
        using PSDataCollection<PSObject> output = [];
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(input: null, output);
        Assert.True(SpinWait.SpinUntil(() => output.Count > 10, TimeSpan.FromSeconds(10)));

        shell.Stop();

        int count = output.Count;
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(true, _session.Invoke("$global:ended").Single());
        Assert.True(FrameProbe.Get<bool>("Cancelled"));
        Assert.Equal(count, output.Count);
    }

    [Fact]
    public void What_work_throws_when_nobody_wants_it_any_more_is_not_left_unobserved()
    {
        List<Exception> unobserved = [];
        void Keep(object? sender, UnobservedTaskExceptionEventArgs error) => unobserved.Add(error.Exception);
        TaskScheduler.UnobservedTaskException += Keep;
        try
        {
            _session.Invoke("Test-FrameEndless -Fault | Select-Object -First 1").ThrowOnError();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Keep;
        }

        Assert.Empty(unobserved);
    }

    [Fact]
    public void A_cmdlet_leaves_no_thread_behind()
    {
        const string Script = "param($count) for ($i = 0; $i -lt $count; $i++) { Test-FrameLead -Count 100 | Select-Object -First 1; Test-FrameFailure -Item good }";
        _session.Invoke(Script, new { count = 20 }).ThrowOnError();
        int before = ThreadCount();

        _session.Invoke(Script, new { count = 200 }).ThrowOnError();

        // The pool may have grown by some; a thread for each of the 400 would be seen.
        Assert.InRange(ThreadCount() - before, -100, 20);
    }

    private static int ThreadCount()
    {
        using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
        return self.Threads.Count;
    }
}
