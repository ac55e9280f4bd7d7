using CsCheck;
using HubChantier.Backup.Loading;
using HubChantier.Backup.UnitTests.Sql;
using static HubChantier.Backup.UnitTests.Loading.LoadText;

namespace HubChantier.Backup.UnitTests.Loading;

public sealed class LoadPlanTests
{
    private static readonly string s_large = Copy("public.big", new string('x', 1 << 20) + "\n");

    [Fact]
    public void Whatever_the_order_nothing_runs_too_early_or_in_anothers_way()
    {
        int atOnce = 0;
        Gen.Select(PlannedDump.Dumps, Gen.Select(Gen.Int[1, 4], Gen.Int).Array[10]).Sample(
            (dump, orders) =>
            {
                LoadMap map = Map(dump.Text);
                LoadPlan? plan = LoadPlan.Make(map, out string obstacle);
                Assert.True(plan is not null, obstacle);
                Assert.Equal(map.Entries, All(plan).OrderBy(entry => entry.Range.Start));
                Dictionary<LoadEntry, int> numbers = map.Entries.ToDictionary(entry => entry, entry => Number(dump.Text, entry));
                atOnce = Math.Max(atOnce, orders.Max(order => Simulate(dump, plan, numbers, order.Item1, new Random(order.Item2))));
            },
            iter: 100,
            threads: 1);

        // The property would hold of a plan that does one after the other, too.
        Assert.True(atOnce >= 3);
    }

    [Theory]
    [InlineData("objects.sql")]
    [InlineData("tricky_pg15.sql")]
    [InlineData("latin1_pg15.sql")]
    [InlineData("large_objects_pg17.sql")]
    public void Every_entry_is_loaded_once(string sample)
    {
        LoadMap map = Map(DumpText.Sample(sample));

        LoadPlan? plan = LoadPlan.Make(map, out string obstacle);

        Assert.True(plan is not null, obstacle);
        Assert.Empty(obstacle);
        Assert.Equal(map.Entries, All(plan).OrderBy(entry => entry.Range.Start));
    }

    [Fact]
    public void Large_objects_are_made_before_they_are_filled()
    {
        LoadPlan plan = LoadPlan.Make(Map(DumpText.Sample("large_objects_pg17.sql")), out _)!;

        Assert.Equal(["BLOB METADATA", "BLOB METADATA"], plan.PreData.Select(entry => entry.Type).Where(type => type.StartsWith("BLOB", StringComparison.Ordinal)));
        Assert.All(plan.Tasks.SelectMany(task => task.Entries), entry => Assert.Equal("BLOBS", entry.Type));
    }

    [Fact]
    public void A_large_table_has_a_session_of_its_own_and_its_indexes_wait_for_no_other()
    {
        LoadMap map = Map(Of(
            Entry(1, "TABLE", "CREATE TABLE public.big (a text);"),
            Entry(2, "TABLE", "CREATE TABLE public.small (a text);"),
            Entry(3, "TABLE DATA", s_large),
            Entry(4, "TABLE DATA", Copy("public.small", "1\n")),
            Entry(5, "CONSTRAINT", "ALTER TABLE ONLY public.small ADD CONSTRAINT k PRIMARY KEY (a);"),
            Entry(6, "INDEX", "CREATE INDEX i ON public.big USING btree (a);"),
            Entry(7, "INDEX", "CREATE INDEX j ON public.big USING btree (a);")));

        IReadOnlyList<LoadTask> tasks = LoadPlan.Make(map, out _)!.Tasks;

        Assert.Equal(5, tasks.Count);
        Assert.All(tasks, task => Assert.Single(task.Entries));
        LoadTask data = tasks.Single(task => task.Entries[0] == map.Entries[2]);
        LoadTask[] indexes = [.. tasks.Where(task => task.Entries[0].Type == "INDEX")];
        Assert.All(indexes, task => Assert.Equal([data], task.After));
        Assert.False(indexes[0].Conflicts(indexes[1]));
    }

    [Fact]
    public void A_small_table_to_which_a_large_one_refers_comes_before_a_large_one_that_nobody_waits_for()
    {
        LoadMap map = Map(Of(
            Entry(1, "TABLE", "CREATE TABLE public.alone (a text);"),
            Entry(2, "TABLE", "CREATE TABLE public.big (a text);"),
            Entry(3, "TABLE", "CREATE TABLE public.small (a text);"),
            Entry(4, "TABLE DATA", s_large.Replace("public.big", "public.alone", StringComparison.Ordinal)),
            Entry(5, "TABLE DATA", s_large),
            Entry(6, "TABLE DATA", Copy("public.small", "1\n")),
            Entry(7, "CONSTRAINT", "ALTER TABLE ONLY public.small ADD CONSTRAINT k PRIMARY KEY (a);"),
            Entry(8, "FK CONSTRAINT", "ALTER TABLE ONLY public.big ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.small(a);")));

        IReadOnlyList<LoadTask> tasks = LoadPlan.Make(map, out _)!.Tasks;

        LoadTask With(int entry) => tasks.Single(task => task.Entries.Contains(map.Entries[entry]));
        Assert.Equal([With(4), With(5), With(6), With(7), With(3)], tasks);
        Assert.Equal([With(4), With(5), With(6)], With(7).After);
    }

    [Theory]
    [InlineData("CONSTRAINT", "ALTER TABLE ONLY public.big ADD CONSTRAINT k PRIMARY KEY (a);")]
    [InlineData("INDEX", "CREATE UNIQUE INDEX k ON public.big USING btree (a);")]
    public void A_foreign_key_waits_for_both_tables_and_for_the_key_to_which_it_refers_but_for_no_third(string type, string key)
    {
        LoadMap map = Map(Of(
            Entry(1, "TABLE", "CREATE TABLE public.alone (a text);"),
            Entry(2, "TABLE", "CREATE TABLE public.big (a text);"),
            Entry(3, "TABLE", "CREATE TABLE public.refers (a text);"),
            Entry(4, "TABLE DATA", s_large.Replace("public.big", "public.alone", StringComparison.Ordinal)),
            Entry(5, "TABLE DATA", s_large),
            Entry(6, "TABLE DATA", s_large.Replace("public.big", "public.refers", StringComparison.Ordinal)),
            Entry(7, "INDEX", "CREATE INDEX i ON public.alone USING btree (a);"),
            Entry(8, type, key),
            Entry(9, "FK CONSTRAINT", "ALTER TABLE ONLY public.refers ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.big(a);")));

        IReadOnlyList<LoadTask> tasks = LoadPlan.Make(map, out _)!.Tasks;

        LoadTask With(int entry) => tasks.Single(task => task.Entries.Contains(map.Entries[entry]));
        Assert.Equal([With(4), With(5), With(7)], With(8).After);
        Assert.Equal([With(4)], With(7).After);
    }

    [Fact]
    public void A_foreign_key_of_a_partition_waits_until_the_key_to_which_it_refers_is_attached()
    {
        LoadMap map = Map(Of(
            Entry(1, "TABLE", "CREATE TABLE public.root (a int) PARTITION BY LIST (a);"),
            Entry(2, "TABLE", "CREATE TABLE public.leaf (a int);"),
            Entry(3, "TABLE", "CREATE TABLE public.refers (a int);"),
            Entry(4, "TABLE ATTACH", "ALTER TABLE ONLY public.root ATTACH PARTITION public.leaf DEFAULT;"),
            Entry(5, "TABLE DATA", Copy("public.leaf", "1\n")),
            Entry(6, "TABLE DATA", Copy("public.refers", "1\n")),
            Entry(7, "CONSTRAINT", "ALTER TABLE ONLY public.root ADD CONSTRAINT k PRIMARY KEY (a);"),
            Entry(8, "CONSTRAINT", "ALTER TABLE ONLY public.leaf ADD CONSTRAINT l PRIMARY KEY (a);"),
            Entry(9, "INDEX ATTACH", "ALTER INDEX public.k ATTACH PARTITION public.l;"),
            Entry(10, "FK CONSTRAINT", "ALTER TABLE public.refers ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.root(a);")));

        IReadOnlyList<LoadTask> tasks = LoadPlan.Make(map, out _)!.Tasks;

        LoadTask With(int entry) => tasks.Single(task => task.Entries.Contains(map.Entries[entry]));
        Assert.Contains(With(8), With(9).After);
        Assert.Contains(With(7), With(8).After);
    }

    [Fact]
    public void A_foreign_key_of_which_only_one_table_can_be_read_waits_for_all()
    {
        LoadMap map = Map(Of(
            Entry(1, "TABLE", "CREATE TABLE public.big (a text);"),
            Entry(2, "TABLE DATA", s_large),
            Entry(3, "FK CONSTRAINT", "ALTER TABLE ONLY public.big ADD CONSTRAINT f FOREIGN KEY (a) POINTS TO nobody;")));

        IReadOnlyList<LoadTask> tasks = LoadPlan.Make(map, out _)!.Tasks;

        Assert.Empty(tasks[^1].Families);
        Assert.Equal([map.Entries[2]], tasks[^1].Entries);
        Assert.Equal(tasks.SkipLast(1), tasks[^1].After);
    }

    [Fact]
    public void Thousands_of_small_tables_are_no_work_of_one_session()
    {
        const int Tables = 300;
        string rows = new string('x', 9999) + "\n";
        LoadMap map = Map(Of(
            [.. Enumerable.Range(0, Tables).Select(i => Entry(i, "TABLE", $"CREATE TABLE public.t{i} (a text);")),
            .. Enumerable.Range(0, Tables).Select(i => Entry(Tables + i, "TABLE DATA", Copy($"public.t{i}", rows)))]));

        IReadOnlyList<LoadTask> tasks = LoadPlan.Make(map, out _)!.Tasks;

        Assert.InRange(tasks.Count, 4, 30);
        Assert.All(tasks, task => Assert.InRange(task.Weight, 1, 2 << 20));
    }

    [Fact]
    public void The_index_of_a_materialized_view_that_is_made_late_waits_and_so_do_those_that_could_need_it()
    {
        LoadMap map = Map(Of(
            Entry(1, "TABLE", "CREATE TABLE public.t (a text);"),
            Entry(2, "TABLE DATA", Copy("public.t", "1\n")),
            Entry(3, "CONSTRAINT", "ALTER TABLE ONLY public.t ADD CONSTRAINT k PRIMARY KEY (a);"),
            Entry(4, "MATERIALIZED VIEW", "CREATE MATERIALIZED VIEW public.m AS\n SELECT t.a, count(*) FROM public.t GROUP BY t.a\n  WITH NO DATA;"),
            Entry(5, "INDEX", "CREATE INDEX i ON public.m USING btree (a);"),
            Entry(6, "INDEX ATTACH", "ALTER INDEX public.x ATTACH PARTITION public.y;"),
            Entry(7, "FK CONSTRAINT", "ALTER TABLE ONLY public.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.t(a);"),
            Entry(8, "MATERIALIZED VIEW DATA", "REFRESH MATERIALIZED VIEW public.m;")));

        LoadPlan plan = LoadPlan.Make(map, out _)!;

        Assert.Equal([map.Entries[3], map.Entries[4], map.Entries[5], map.Entries[6], map.Entries[7]], plan.Tasks[^1].Entries);
        Assert.Equal(plan.Tasks.SkipLast(1), plan.Tasks[^1].After);
    }

    [Theory]
    [InlineData("FUNCTION", "CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; END;")]
    [InlineData("SOMETHING NEW", "CREATE SOMETHING NEW;")]
    public void What_has_no_known_place_behind_the_data_is_an_obstacle_that_is_named(string type, string sql)
    {
        LoadMap map = Map(Of(Entry(1, "TABLE", "CREATE TABLE public.t (a text);"), Entry(2, "TABLE DATA", Copy("public.t", "1\n")), Entry(3, type, sql)));

        Assert.Null(LoadPlan.Make(map, out string obstacle));
        Assert.Contains(type, obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dump_without_rows_is_loaded_by_one_session()
    {
        Assert.Null(LoadPlan.Make(Map(Of(Entry(1, "TABLE", "CREATE TABLE public.t (a text);"))), out string obstacle));
        Assert.NotEmpty(obstacle);
    }

    /// <summary>Carries a plan out in some order that its conditions allow, and checks each beginning against what the test knows itself.</summary>
    /// <returns>Most tasks that ran at once.</returns>
    private static int Simulate(PlannedDump dump, LoadPlan plan, Dictionary<LoadEntry, int> numbers, int jobs, Random random)
    {
        HashSet<int> done = [.. plan.PreData.Select(entry => numbers[entry])];
        Assert.All(done, number => Assert.StartsWith("TABLE", dump.Entries[number].Type, StringComparison.Ordinal));
        int atOnce = 0;
        List<LoadTask> waiting = [.. plan.Tasks];
        List<LoadTask> running = [];
        while (waiting.Count > 0 || running.Count > 0)
        {
            LoadTask[] ready = [.. waiting.Where(task => !task.After.Any(other => waiting.Contains(other) || running.Contains(other)) && !running.Any(task.Conflicts))];
            if (ready.Length > 0 && running.Count < jobs && random.Next(3) > 0)
            {
                LoadTask next = ready[random.Next(ready.Length)];
                waiting.Remove(next);
                CheckBeginning(dump, [.. next.Entries.Select(entry => numbers[entry])], done, [.. running.SelectMany(task => task.Entries).Select(entry => numbers[entry])]);
                running.Add(next);
                atOnce = Math.Max(atOnce, running.Count);
            }
            else if (running.Count > 0)
            {
                LoadTask ended = running[random.Next(running.Count)];
                running.Remove(ended);
                done.UnionWith(ended.Entries.Select(entry => numbers[entry]));
            }
            else
            {
                Assert.NotEmpty(ready);
            }
        }

        return atOnce;
    }

    private static void CheckBeginning(PlannedDump dump, int[] begun, HashSet<int> done, int[] running)
    {
        Assert.Equal(begun.Order(), begun);
        foreach (int number in begun)
        {
            PlannedDump.Entry entry = dump.Entries[number];
            IEnumerable<int> missing = Enumerable.Range(0, dump.Entries.Count).Where(other => dump.Entries[other].IsBefore(entry) && !done.Contains(other) && !begun.Contains(other));
            Assert.Empty(missing);
            Assert.DoesNotContain(running, other => dump.Entries[other].Conflicts(entry));
        }
    }

    private static IEnumerable<LoadEntry> All(LoadPlan plan) => plan.PreData.Concat(plan.Tasks.SelectMany(task => task.Entries));
}
