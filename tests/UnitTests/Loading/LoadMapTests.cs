using System.Text;
using HubChantier.Backup.Loading;
using HubChantier.Backup.UnitTests.Sql;
using static HubChantier.Backup.UnitTests.Loading.LoadText;

namespace HubChantier.Backup.UnitTests.Loading;

public sealed class LoadMapTests
{
    [Theory]
    [InlineData("objects.sql")]
    [InlineData("tricky_pg15.sql")]
    [InlineData("latin1_pg15.sql")]
    [InlineData("large_objects_pg17.sql")]
    public void Preamble_and_entries_are_the_whole_text_up_to_unrestrict(string sample)
    {
        byte[] text = DumpText.Sample(sample);

        LoadMap map = Map(text);

        Assert.True(map.IsUsable);
        Assert.Equal(text.AsSpan().IndexOf("\\unrestrict"u8), (int)map.Length);
        Assert.Equal(0, map.Preamble.Start);
        long end = map.Preamble.End;
        foreach (LoadEntry entry in map.Entries)
        {
            Assert.Equal(end, entry.Range.Start);
            Assert.True(text.AsSpan((int)entry.Range.Start).StartsWith("-- TOC entry "u8));
            Assert.DoesNotContain("; ", entry.Type, StringComparison.Ordinal);
            Assert.NotEqual("?", entry.Type);
            end = entry.Range.End;
        }

        Assert.Equal(map.Length, end);
        ILookup<bool, string> omitted = map.Omitted.Select(range => Encoding.Latin1.GetString(text[(int)range.Start..(int)range.End])).ToLookup(part => part[0] == '\\');
        Assert.Equal(["\\restrict", "\\unrestrict"], omitted[true].Select(command => command.Split(' ')[0]));
        // What is not of the role is sent behind the load, and only that.
        Assert.All(omitted[false], comment => Assert.Matches("^COMMENT ON (EXTENSION|SCHEMA) ", comment));
        Assert.EndsWith(string.Concat(omitted[false].Select(comment => comment + "\n")), Encoding.Latin1.GetString(map.ToleratedComments), StringComparison.Ordinal);
        Assert.All(map.Entries, entry => Assert.Equal(entry.Type is "TABLE DATA", entry.Tables.Count > 0 && Text(text, entry).Contains("\nCOPY ", StringComparison.Ordinal)));
        int marks = Encoding.Latin1.GetString(text).Split('\n').Count(line => line.StartsWith("-- TOC entry ", StringComparison.Ordinal));
        Assert.Equal(marks, map.Entries.Count);
    }

    [Fact]
    public void Settings_hold_from_their_place_on()
    {
        LoadMap map = Map(Of(
            Entry(1, "SCHEMA", "CREATE SCHEMA s;"),
            "SET default_tablespace = '';\n\nSET default_table_access_method = heap;\n\n",
            Entry(2, "TABLE", "CREATE TABLE s.a (a integer);"),
            "SET default_tablespace = \"été ;\";\n\n",
            Entry(3, "TABLE", "CREATE TABLE s.b (a integer);"),
            Entry(4, "TABLE DATA", Copy("s.a", "SET default_tablespace = none;\n"))));

        Assert.Equal(
            [
                "",
                "SET default_tablespace = '';\nSET default_table_access_method = heap;\n",
                "SET default_tablespace = \"été ;\";\nSET default_table_access_method = heap;\n",
                "SET default_tablespace = \"été ;\";\nSET default_table_access_method = heap;\n",
            ],
            map.Entries.Select(entry => Encoding.UTF8.GetString(entry.Settings)));
        Assert.True(map.IsUsable);
        string text = Of();
        Assert.Equal("SET transaction_timeout = 0;", text[(int)map.TransactionTimeout!.Value.Start..(int)map.TransactionTimeout.Value.End]);
    }

    [Fact]
    public void Marks_in_strings_bodies_and_rows_are_none()
    {
        const string Mark = "--\n-- TOC entry 9 (class 1 OID 1)\n-- Name: x; Type: TABLE DATA; Schema: public; Owner: -\n--\n";

        LoadMap map = Map(Of(
            Entry(1, "FUNCTION", $"CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$\n{Mark}$$;"),
            Entry(2, "COMMENT", $"COMMENT ON FUNCTION f() IS '\n{Mark}';"),
            Entry(3, "TABLE DATA", Copy("public.t", Mark)),
            Entry(4, "VIEW", $"CREATE VIEW v AS\n SELECT 1 AS \"\n{Mark}\";")));

        Assert.Equal(["FUNCTION", "COMMENT", "TABLE DATA", "VIEW"], map.Entries.Select(entry => entry.Type));
        Assert.True(map.IsUsable);
    }

    [Theory]
    [InlineData("a; Type: TABLE DATA; Schema: b", "public")]
    [InlineData("a", "b; Type: TABLE DATA; Schema: c")]
    public void A_type_that_a_name_may_have_forged_is_none(string name, string schema)
        => Assert.Equal(["?"], Map(Of(Entry(1, "TABLE", "CREATE TABLE t ();", name, schema))).Entries.Select(entry => entry.Type));

    [Theory]
    [InlineData("x; Schema: y")]
    [InlineData("Name: x; Owner: y")]
    public void A_name_that_can_be_told_from_the_type_harms_nothing(string name)
        => Assert.Equal(["INDEX"], Map(Of(Entry(1, "INDEX", "CREATE INDEX i ON t USING btree (a);", name))).Entries.Select(entry => entry.Type));

    [Fact]
    public void Subscriptions_are_left_out_by_name_and_their_connection_is_not_kept()
    {
        string text = Of(
            Entry(1, "SUBSCRIPTION", "CREATE SUBSCRIPTION \"la; copie\" CONNECTION 'password=geheim' PUBLICATION p WITH (connect = false, slot_name = 'x');"),
            Entry(2, "COMMENT", "COMMENT ON SUBSCRIPTION \"la; copie\" IS 'x';"),
            Entry(3, "SUBSCRIPTION", "CREATE SUBSCRIPTION other CONNECTION '' PUBLICATION p;\n\n\nALTER SUBSCRIPTION other ENABLE;"),
            Entry(4, "COMMENT", "COMMENT ON TABLE subscription IS 'x';"));

        LoadMap map = Map(text);

        Assert.Equal(["la; copie", "other"], map.Subscriptions);
        Assert.Equal(4 + 2, map.Omitted.Count);
        Assert.DoesNotContain("SUBSCRIPTION ", Sent(map, text), StringComparison.Ordinal);
        Assert.DoesNotContain("restrict", Sent(map, text), StringComparison.Ordinal);
        Assert.Contains("COMMENT ON TABLE subscription", Sent(map, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT pg_catalog.set_config('search_path', 's', false);")]
    [InlineData("SET SESSION AUTHORIZATION bob;")]
    public void A_text_that_changes_the_session_in_an_unknown_way_is_not_loaded_in_pieces(string statement)
        => Assert.False(Map(Of(Entry(1, "TABLE", statement), Entry(2, "TABLE DATA", Copy("t", "1\n")))).IsUsable);

    [Fact]
    public void A_text_without_marks_has_no_entries()
    {
        string text = Of("CREATE TABLE t (a integer);\n", Copy("t", "1\n"));

        LoadMap map = Map(text);

        Assert.Empty(map.Entries);
        Assert.Equal(new TextRange(0, text.IndexOf("\\unrestrict", StringComparison.Ordinal)), map.Preamble);
        Assert.Null(LoadPlan.Make(map, out string obstacle));
        Assert.NotEmpty(obstacle);
    }

    private static string Text(byte[] text, LoadEntry entry) => Encoding.Latin1.GetString(text[(int)entry.Range.Start..(int)entry.Range.End]);

    private static string Sent(LoadMap map, string text)
    {
        foreach (TextRange range in map.Omitted.Reverse())
        {
            text = text.Remove((int)range.Start, (int)range.Length);
        }

        return text;
    }
}
