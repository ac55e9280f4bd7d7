using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Frame;

public sealed class FrameTests : IDisposable
{
    private static readonly string s_cmdlets = FramePaths.Cmdlets;

    private readonly ModuleSession _session = new(moreModules: s_cmdlets);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Streams_keep_the_order_in_which_the_work_spoke()
    {
        SessionResult result = _session.Invoke("Test-FrameOrder -Verbose 4>&1 3>&1");

        string[] said = [.. result.ThrowOnError().Output.Select(value => $"{value}")];
        Assert.Equal(Enumerable.Range(0, 200).SelectMany(i => (string[])[$"object {i}", $"warning {i}", $"verbose {i}"]).Append("end"), said);
    }

    [Fact]
    public void A_failure_is_a_terminating_error_with_id_category_target_and_advice()
    {
        SessionResult result = _session.Invoke("try { Test-FrameFailure -Item 'x' } catch { $_ }");

        ErrorRecord error = Assert.IsType<ErrorRecord>(Assert.Single(result.Output).BaseObject);
        Assert.Equal("DatabaseMissing,HubChantier.Backup.FrameCmdlets.TestFrameFailureCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("x", error.TargetObject);
        Assert.Equal("no such thing: x", error.ToString());
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(11, _session.Invoke("try { Test-FrameFailure -Item 'x' } catch { $_.Exception.ExitCode }").Single());
    }

    [Fact]
    public void One_item_that_fails_does_not_keep_the_next_from_its_turn()
    {
        SessionResult result = _session.Invoke("'good', 'bad', 'good' | Test-FrameFailure -Each");

        Assert.Equal(["done", "done"], result.Output.Select(value => (string)value.BaseObject));
        Assert.Equal("bad", Assert.Single(result.Errors).TargetObject);
    }

    [Fact]
    public void A_fault_is_not_swallowed()
    {
        SessionResult result = _session.Invoke("Test-FrameFailure -Item 'x' -Unforeseen");

        Assert.IsType<InvalidTimeZoneException>(result.Error().Exception);
    }

    [Fact]
    public void Stopping_cancels_the_work_and_waits_for_its_end()
    {
        FrameProbe.Reset();
        using PowerShell shell = _session.Shell("Test-FrameEndless -Silent");
        IAsyncResult running = shell.BeginInvoke();
        FrameProbe.WaitFor("Waiting");

        shell.Stop();

        Assert.True(running.IsCompleted);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(FrameProbe.Get<bool>("Finished"));
    }

    [Theory]
    [InlineData("Test-FrameEndless | Select-Object -First 1")]
    [InlineData("foreach ($once in 1) { Test-FrameEndless | ForEach-Object { $_; break } }")]
    [InlineData("try { Test-FrameEndless | ForEach-Object { throw 'no more' } } catch { 0 }")]
    public void A_consumer_that_wants_no_more_ends_the_work_and_the_script_goes_on(string script)
    {
        SessionResult result = _session.Invoke(script + "; 'next'");

        Assert.Equal(["0", "next"], result.ThrowOnError().Output.Select(value => $"{value}"));
        Assert.True(FrameProbe.Get<bool>("Cancelled"));
        Assert.True(FrameProbe.Get<bool>("Finished"));
    }

    [Fact]
    public void Work_runs_ahead_of_a_slow_consumer_by_the_relays_room_and_no_further()
    {
        SessionResult result = _session.InvokeOrGiveUp("""
            $state = [HubChantier.Backup.FrameCmdlets.FrameState]
            $count = 0
            Test-FrameLead -Count 20000 | ForEach-Object {
                # The first object is held until the work has filled the room.
                while ($state::Emitted -lt 64) { }
                $state::Taken = ++$count
            }
            $state::FurthestAhead
            """);

        // The relay's 64, one in the consumer's hands, one in the work's.
        Assert.InRange((int)result.Single(), 60, 66);
        Assert.Equal(20_000, FrameProbe.Get<int>("Taken"));
    }

    [Fact]
    public void Texts_follow_the_sessions_language_on_the_pool_too()
    {
        using ModuleSession french = new(CultureInfo.GetCultureInfo("fr-FR"));

        // Said by Core, by Providers and, as advice, by the cmdlet assembly.
        Assert.Contains("Il n’y a pas de sauvegarde", french.Invoke("Get-HubBackup -Latest -BackupDirectory /nowhere").Error().ToString(), StringComparison.Ordinal);
        ErrorRecord unreachable = french.Invoke("Invoke-HubBackup -Server /nowhere -BackupDirectory $env:TMPDIR/x").Error();
        Assert.Contains("ne répond pas", unreachable.ToString(), StringComparison.Ordinal);
        Assert.Contains("Vérifiez", unreachable.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
