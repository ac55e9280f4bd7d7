using System.Text.Json.Nodes;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

[Collection(nameof(SampleCollection))]
public sealed class RestoreSwapTests(SampleFixture sample)
{
    [Fact]
    public void The_live_database_is_replaced_and_kept_and_comes_back_by_undo()
    {
        LiveDatabase live = new(sample, "swap");

        dynamic restore = live.Restore().Single();

        Assert.Equal(sample.Server.Dump(SampleFixture.Database), sample.Server.Dump("swap"));
        Assert.Equal("l'original", live.Comment("swap"));
        Assert.Equal(live.Text, sample.Server.Dump((string)restore.PreviousDatabase));
        Assert.Equal(["swap", (string)restore.PreviousDatabase], live.Databases());
        Assert.Equal(["Gate", "SafetyBackup", "Load", "Verify", "Analyze", "Access", "Swap"], ((IEnumerable<dynamic>)restore.Phases).Select(phase => (string)phase.Name));
        Assert.Equal("Safety", restore.SafetyBackup.Kind.ToString());
        Assert.Equal(Path.Combine(live.Folder, (string)restore.SafetyBackupName), (string)restore.SafetyBackup.FullName);
        Assert.Equal((string)restore.PreviousDatabase, (string)live.Invoke("Get-HubRestore -Server $server -Database $database").Single().PreviousDatabase);

        sample.Server.Query("swap", "CREATE TABLE after_restore (a int)");
        dynamic undone = live.Invoke("Undo-HubRestore -Server $server -Database $database -Confirm:$false").Single();

        Assert.Equal(live.Text, sample.Server.Dump("swap"));
        Assert.Equal("l'original", live.Comment("swap"));
        Assert.Equal("Undone", undone.State.ToString());
        Assert.Equal("0", sample.Server.Query((string)undone.UndoneDatabase, "SELECT count(*) FROM after_restore"));
        Assert.Equal(["swap", (string)undone.UndoneDatabase], live.Databases());

        live.Invoke("Get-HubRestore -Server $server -Database $database | Remove-HubRestore -Server $server -Confirm:$false").ThrowOnError();
        live.AssertUntouched();
    }

    [Fact]
    public void The_safety_backup_holds_what_the_live_database_held()
    {
        LiveDatabase live = new(sample, "safety");
        dynamic restore = live.Restore().Single();

        live.Invoke("Restore-HubBackup $more.Path -Server $server -Database $database -TargetDatabase safety_back", new { Path = (string)restore.SafetyBackup.FullName }).ThrowOnError();

        Assert.Equal(live.Text, sample.Server.Dump("safety_back"));
        Assert.Equal((string)live.Backup.Name, (string)live.Invoke("Get-HubBackup -Latest -BackupDirectory $folder -Database $database").Single().Name);
    }

    [Fact]
    public void Sessions_that_are_there_are_ended_and_those_that_come_back_all_the_time_do_not_stop_it()
    {
        LiveDatabase live = new(sample, "busy");
        using Clients clients = new(sample, "busy", count: 4);

        dynamic plan = live.Invoke("Get-HubRestorePlan $more.Path -Server $server -Database $database").Single();
        live.Restore().ThrowOnError();

        Assert.Contains(((IEnumerable<dynamic>)plan.Sessions).Select(session => (string)session.Application), name => name == "sleeper");
        Assert.Equal("0", sample.Server.Query("postgres", "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sleeper'"));
        Assert.Equal("0", sample.Server.Query("busy", "SELECT count(*) FROM pg_class WHERE relname = 'since'"));
    }

    [Fact]
    public void The_plan_shows_what_is_lost_and_gained_and_WhatIf_changes_nothing()
    {
        LiveDatabase live = new(sample, "planned");
        sample.Server.Query("planned", "DROP TABLE sans_cle; DROP TABLE since; CREATE TABLE since AS SELECT 1 AS a FROM generate_series(1, 7)");

        dynamic plan = live.Invoke("Get-HubRestorePlan $more.Path -Server $server -Database $database").Single();
        SessionResult whatIf = live.Restore("-WhatIf -Verbose");

        Dictionary<string, dynamic> tables = ((IEnumerable<dynamic>)plan.Tables).ToDictionary(table => (string)table.Name);
        Assert.Equal((7L, 0L), ((long)tables["since"].Lost, (long)tables["since"].Gained));
        Assert.Equal((0L, 2000L), ((long)tables["sans_cle"].Lost, (long)tables["sans_cle"].Gained));
        Assert.Equal((long?)7, (long?)plan.RowsLost);
        Assert.StartsWith("planned_before_", (string)plan.PreviousDatabase, StringComparison.Ordinal);
        Assert.StartsWith("pre_restore_safety_", (string)plan.SafetyBackup, StringComparison.Ordinal);
        Assert.Empty(whatIf.Errors);
        Assert.Equal(["planned"], live.Databases());
        Assert.Single(Directory.GetFiles(live.Folder, "*.sql.gz"));
    }

    [Theory]
    [InlineData("-BeforeSwap { throw 'the api does not stop' }", "ScriptFailed")]
    [InlineData("-DropPrevious -SkipSafetyBackup", "SettingInvalid")]
    public void What_fails_before_the_change_leaves_the_live_database_as_it_was(string options, string error)
    {
        LiveDatabase live = new(sample, "fails" + error.ToLowerInvariant());

        SessionResult result = live.Restore(options + " -Confirm:$false");

        Assert.Equal(error, result.ErrorId());
        live.AssertUntouched();
    }

    [Theory]
    [InlineData("psql", "exec \"$real\" \"$@\" < <(stdbuf -oL sed '/ligne 1999$/d')", "VerificationFailed")]
    [InlineData("psql", "stdbuf -o0 head -c 300000 | \"$real\" \"$@\"; kill -9 $$", "LoadFailed")]
    [InlineData("pg_dump", "\"$real\" \"$@\" | head -c 300000; exit 1", "DumpFailed")]
    public void A_program_that_fails_leaves_the_live_database_as_it_was(string program, string script, string error)
    {
        LiveDatabase live = new(sample, "bad" + error.ToLowerInvariant());

        SessionResult result = live.Invoke(
            "Restore-HubBackup $more.Path -Server $server -Database $database -Confirm:$false -PgBinDirectory $more.Programs",
            new { Path = (string)live.Backup.FullName, Programs = ProgramStandIn.Folder(program, script) });

        Assert.Equal(error, result.ErrorId());
        live.AssertUntouched();
    }

    [Fact]
    public void Scripts_run_around_the_change_with_the_plan_and_the_restore()
    {
        LiveDatabase live = new(sample, "scripted");

        SessionResult result = live.Invoke("""
            $global:said = @()
            $null = Restore-HubBackup $more.Path -Server $server -Database $database -Confirm:$false `
                -BeforeSwap { param($plan) $global:said += "before $($plan.Database)" } -AfterSwap { param($plan, $restore) $global:said += "after $($restore.State)" }
            $global:said
            """);

        Assert.Equal(["before scripted", "after Done"], result.Output.Select(value => value.ToString()));
    }

    [Fact]
    public void AfterSwap_runs_when_BeforeSwap_has_begun_and_what_it_throws_is_reported_after_the_result()
    {
        LiveDatabase live = new(sample, "restart");

        SessionResult failed = live.Invoke("""
            $global:said = 'nothing'
            try { Restore-HubBackup $more.Path -Server $server -Database $database -Confirm:$false -BeforeSwap { throw 'no' } -AfterSwap { param($plan, $restore) $global:said = "restarted, $($null -eq $restore)" } }
            catch { }
            $global:said
            """);
        SessionResult after = live.Restore("-Confirm:$false -AfterSwap { throw 'the api does not start' }");

        Assert.Equal("restarted, True", failed.Output.Single().ToString());
        Assert.Equal("ScriptFailed", after.ErrorId());
        Assert.Single(after.Output);
    }

    [Fact]
    public void DropPrevious_drops_it_only_if_nothing_was_written_after_the_safety_backup()
    {
        LiveDatabase live = new(sample, "dropped");

        live.Restore("-DropPrevious -Confirm:$false").ThrowOnError();
        Assert.Equal(["dropped"], live.Databases());

        string write = $"-BeforeSwap {{ & '{Path.Combine(ThrowawayServer.Programs, "psql")}' -qX -h '{sample.Server.Socket}' -U {ThrowawayServer.User} -d dropped -c 'CREATE TABLE late (a int); INSERT INTO late VALUES (1)' }}";
        SessionResult kept = live.Restore($"-DropPrevious -Confirm:$false {write}");
        dynamic restore = kept.Single();

        Assert.Equal("1", sample.Server.Query((string)restore.PreviousDatabase, "SELECT count(*) FROM late"));
        Assert.Contains(kept.Warnings, warning => warning.Contains((string)restore.PreviousDatabase, StringComparison.Ordinal));
    }

    [Fact]
    public void A_backup_of_another_database_needs_the_database_to_be_named()
    {
        LiveDatabase live = new(sample, "named");

        SessionResult refused = sample.Session.Invoke(
            "param($server, $path) $env:POSTGRES_DB = 'hub_chantier'; try { Restore-HubBackup $path -Server $server -Confirm:$false } finally { $env:POSTGRES_DB = $null }",
            new { server = sample.Server.Socket, path = (string)live.Backup.FullName });

        Assert.Equal("WrongDatabase", refused.ErrorId());
        live.AssertUntouched();
    }

    [Fact]
    public void The_backup_of_another_server_needs_AllowForeign_over_a_live_database_only()
    {
        LiveDatabase live = new(sample, "foreign_one");
        string manifest = (string)live.Backup.FullName + ".json";
        JsonNode json = JsonNode.Parse(File.ReadAllText(manifest))!;
        json["server"]!["system_identifier"] = "7000000000000000000";
        File.WriteAllText(manifest, json.ToJsonString());

        Assert.Equal("ForeignBackup", live.Restore().ErrorId());
        live.AssertUntouched();
        live.Invoke("Restore-HubBackup $more.Path -Server $server -TargetDatabase foreign_two").ThrowOnError();
        live.Restore("-AllowForeign -Confirm:$false").ThrowOnError();
    }

    [Fact]
    public void A_role_that_may_not_rename_or_cannot_see_the_disk_is_told_before_anything_is_done()
    {
        LiveDatabase live = new(sample, "roles");
        sample.Server.Query("postgres", "CREATE ROLE guest LOGIN; CREATE ROLE owner LOGIN; GRANT pg_read_all_data, pg_read_all_settings TO guest, owner");
        const string Restore = "$credential = [pscredential]::new($more.User, [securestring]::new()); Restore-HubBackup $more.Path -Server $server -Database $database -Credential $credential -Confirm:$false";

        SessionResult As(string user, string options = "") => live.Invoke($"{Restore} {options}", new { Path = (string)live.Backup.FullName, User = user });

        SessionResult notOwner = As("guest");
        Assert.Equal("PermissionDenied", notOwner.ErrorId());
        Assert.Contains("belongs to 'hubchantier'", notOwner.Error().ToString(), StringComparison.Ordinal);

        sample.Server.Query("postgres", "ALTER DATABASE roles OWNER TO owner");
        SessionResult noCreateDb = As("owner");
        Assert.Equal("PermissionDenied", noCreateDb.ErrorId());
        Assert.Contains("ALTER ROLE \"owner\" CREATEDB", noCreateDb.Error().ToString(), StringComparison.Ordinal);

        sample.Server.Query("postgres", "ALTER ROLE owner CREATEDB; REVOKE pg_read_all_settings FROM owner");
        Assert.Equal("RoomUnknown", As("owner").ErrorId());

        // Sessions of a superuser only a superuser may end.
        using Clients clients = new(sample, "roles", count: 0);
        SessionResult sessions = As("owner", "-AssumeRoom");
        Assert.Equal("SessionsInTheWay", sessions.ErrorId());
        Assert.Contains("sleeper", sessions.Error().ToString(), StringComparison.Ordinal);
        live.AssertUntouched();
    }

    [Fact]
    public void A_half_made_database_of_a_dead_run_is_dropped_by_the_next_and_no_other()
    {
        LiveDatabase live = new(sample, "half");
        sample.Server.CreateDatabase("half_restore_20260208_030000");
        sample.Server.CreateDatabase("half_restore_20260208_030001");
        sample.Server.CreateDatabase("half_restore_20260208_030002");
        // Killed before the comment was written: one that is still empty, one that somebody uses.
        const string Born = "CONNECTION LIMIT 1867334561";
        sample.Server.CreateDatabase("half_restore_20260208_030003", options: Born);
        sample.Server.CreateDatabase("half_restore_20260208_030004", "CREATE TABLE mine (a int)", Born);
        string mark = "HubChantier.Backup {\"role\":\"Side\",\"oid\":' || {0} || ',\"run\":\"01a205aa-ad24-752c-8e83-b5516e1098c3\",\"of\":\"half\",\"since\":\"2026-02-08T02:00:00+00:00\"}";
        // One of ours; one whose mark was copied from another database; one that only has such a name.
        Comment("half_restore_20260208_030000", "oid::text");
        Comment("half_restore_20260208_030001", "(oid::int + 1)::text");

        SessionResult result = live.Restore();
        dynamic restore = result.Single();

        Assert.Equal(["half", (string)restore.PreviousDatabase, "half_restore_20260208_030001", "half_restore_20260208_030002", "half_restore_20260208_030004"], live.Databases());
        Assert.Contains(result.Warnings, warning => warning.Contains("half_restore_20260208_030000, half_restore_20260208_030003", StringComparison.Ordinal));
        // It tells nobody's database its own: the health of every database would speak of it.
        sample.Server.Query("postgres", "DROP DATABASE half_restore_20260208_030004");

        void Comment(string database, string oid) => sample.Server.Query(
            "postgres",
            $"SELECT format('COMMENT ON DATABASE %I IS %L', datname, '{mark.Replace("{0}", oid, StringComparison.Ordinal)}') FROM pg_database WHERE datname = '{database}' \\gexec");
    }

    [Fact]
    public void A_new_server_gets_the_database_without_being_asked()
    {
        LiveDatabase live = new(sample, "fresh");
        sample.Server.Query("postgres", "DROP DATABASE fresh");

        dynamic restore = live.Restore("").Single();

        Assert.Null((object?)restore.PreviousDatabase);
        Assert.Null((object?)restore.SafetyBackup);
        Assert.Equal(sample.Server.Dump(SampleFixture.Database), sample.Server.Dump("fresh"));
        Assert.Equal(["fresh"], live.Databases());
    }

    [Fact]
    public void A_no_is_an_error_of_its_own_and_changes_nothing()
    {
        const int No = 1;
        LiveDatabase live = new(sample, "declined");
        sample.Session.Host.Interface.Questions.Clear();
        sample.Session.Host.Interface.Choices.Enqueue(No);

        SessionResult result = live.Restore("");

        Assert.Equal("Declined", result.ErrorId());
        Assert.Contains("declined", sample.Session.Host.Interface.Questions.Single(), StringComparison.Ordinal);
        live.AssertUntouched();
    }
}
