using System.Buffers;
using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class AccessExtractTests
{
    private const string Head = """
        --
        -- PostgreSQL database dump
        --

        \restrict abc

        -- Dumped from database version 15.18
        -- Dumped by pg_dump version 15.18

        SET statement_timeout = 0;
        SET client_encoding = 'UTF8';
        SET standard_conforming_strings = on;
        SELECT pg_catalog.set_config('search_path', '', false);

        """;

    private const string Tail = """

        --
        -- PostgreSQL database dump complete
        --

        \unrestrict abc

        """;

    [Fact]
    public void The_owner_of_a_subscription_is_left_out_as_the_subscription_is()
    {
        (string text, AccessExtract extract) = Extract("ALTER SUBSCRIPTION \"la; copie\" OWNER TO bob;\nALTER TABLE public.subscription OWNER TO \"al ice\";\n");

        Assert.Equal(Flat(Head + "ALTER TABLE public.subscription OWNER TO \"al ice\";" + Tail), Flat(text));
        Assert.Equal(["al ice"], extract.Roles.All);
    }

    [Theory]
    [InlineData("ALTER TABLE public.t OWNER TO bob;", "bob")]
    [InlineData("ALTER FUNCTION public.f(a integer, \"owner to x\" text) OWNER TO \"al ice\";", "al ice")]
    [InlineData("ALTER OPERATOR public.@@+ (integer, integer) OWNER TO bob;", "bob")]
    [InlineData("ALTER LARGE OBJECT 42 OWNER TO \"say \"\"hi\"\"\";", "say \"hi\"")]
    [InlineData("GRANT SELECT(v),UPDATE(v) ON TABLE public.t TO bob;", "bob")]
    [InlineData("GRANT ALL ON SCHEMA \"to x\" TO bob WITH GRANT OPTION;", "bob")]
    [InlineData("GRANT ALL ON SCHEMA public TO PUBLIC;")]
    [InlineData("GRANT ALL ON SCHEMA public TO \"PUBLIC\";", "PUBLIC")]
    [InlineData("REVOKE GRANT OPTION FOR SELECT ON TABLE public.t FROM bob;", "bob")]
    [InlineData("ALTER DEFAULT PRIVILEGES FOR ROLE bob GRANT SELECT ON TABLES  TO \"al ice\";", "al ice", "bob")]
    [InlineData("ALTER DEFAULT PRIVILEGES FOR ROLE bob IN SCHEMA s REVOKE ALL ON FUNCTIONS  FROM PUBLIC;", "bob")]
    [InlineData("SET SESSION AUTHORIZATION \"al ice\";", "al ice")]
    [InlineData("SET SESSION AUTHORIZATION 'al ice';", "al ice")]
    [InlineData("RESET SESSION AUTHORIZATION;")]
    public void A_statement_of_owners_and_grants_is_kept_as_it_is_written(string statement, params string[] roles)
    {
        (string text, AccessExtract extract) = Extract($"CREATE TABLE public.t (id integer);\n\n{statement}\n");

        Assert.Equal(Flat(Head + statement + Tail), Flat(text));
        Assert.Equal(roles, extract.Roles.All);
        Assert.True(extract.Source.IsComplete);
        AccessInventory read = Read(text);
        Assert.Null(read.FirstViolation);
        Assert.True(read.IsComplete);
        Assert.Equal(roles, read.Roles.All);
    }

    [Theory]
    [InlineData("ALTER TABLE ONLY public.t ADD CONSTRAINT \"owner to bob\" PRIMARY KEY (id);")]
    [InlineData("ALTER TABLE ONLY public.t ALTER COLUMN note SET DEFAULT 'OWNER TO bob;';")]
    [InlineData("ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;")]
    [InlineData("COMMENT ON TABLE public.t IS 'GRANT ALL ON TABLE public.t TO bob;';")]
    [InlineData("CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS $$\nGRANT ALL ON TABLE public.t TO bob;\n$$;")]
    [InlineData("CREATE POLICY p ON public.t TO bob USING (true);")]
    // Nothing that pg_dump writes for one database: a role is given to a role.
    [InlineData("GRANT postgres TO bob;")]
    [InlineData("SET ROLE bob;")]
    [InlineData("SET session_authorization = bob;")]
    [InlineData("SELECT pg_catalog.lo_create('42');")]
    [InlineData("ALTER DATABASE d SET work_mem TO '1MB';")]
    public void Any_other_statement_is_left_out_and_is_foreign_to_such_a_file(string statement)
    {
        (string text, AccessExtract extract) = Extract(statement + "\n");

        Assert.Equal(Flat(Head + Tail), Flat(text));
        Assert.Empty(extract.Roles.All);
        DumpViolation violation = Read(Head + statement + "\n" + Tail).FirstViolation!.Value;
        Assert.Equal((DumpViolationKind.ForeignStatement, (long)Encoding.UTF8.GetByteCount(Head)), (violation.Kind, violation.Offset));
    }

    [Fact]
    public void Who_must_act_for_whom_is_told()
    {
        AccessRoles roles = Extract("""
            ALTER TABLE public.t OWNER TO owner_1;
            ALTER DEFAULT PRIVILEGES FOR ROLE owner_2 GRANT SELECT ON TABLES  TO app;
            GRANT SELECT ON TABLE public.t TO app;

            """).Extract.Roles;

        Assert.Equal(["owner_1", "owner_2"], roles.Owners);
        Assert.False(roles.ChangesSession);
        Assert.True(Extract("SET SESSION AUTHORIZATION app;\n").Extract.Roles.ChangesSession);
    }

    [Fact]
    public void A_name_that_looks_like_a_heading_misleads_nobody()
    {
        (string text, _) = Extract("""
            --
            -- TOC entry 9 (class 1259 OID 1)
            -- Name: x; Type: ACL; Schema: public; Owner: y; Type: TABLE; Schema: public; Owner: bob
            --

            CREATE TABLE public."x; Type: ACL; Schema: public; Owner: y" (id integer);

            """);

        Assert.Equal(Flat(Head + Tail), Flat(text));
    }

    [Fact]
    public void The_comments_above_a_kept_statement_are_kept()
    {
        (string text, _) = Extract("""
            --
            -- TOC entry 9 (class 1259 OID 1)
            -- Name: t; Type: TABLE; Schema: public; Owner: bob
            --

            CREATE TABLE public.t (id integer);


            ALTER TABLE public.t OWNER TO bob;

            --
            -- TOC entry 10 (class 0 OID 0)
            -- Name: TABLE t; Type: ACL; Schema: public; Owner: bob
            --

            GRANT SELECT ON TABLE public.t TO app;

            """);

        Assert.DoesNotContain("TOC entry 9", text, StringComparison.Ordinal);
        Assert.Contains("-- Name: TABLE t; Type: ACL; Schema: public; Owner: bob\n--\n\nGRANT SELECT", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\! id\n")]
    [InlineData("\\copy t from program 'id'\n")]
    [InlineData("COPY public.t (a) FROM stdin;\n1\n\\.\n")]
    [InlineData("DROP TABLE public.t;\n")]
    [InlineData("BEGIN;\nCOMMIT;\n")]
    public void What_would_harm_is_told(string text) => Assert.NotNull(Read(Head + text + Tail).FirstViolation);

    [Fact]
    public void A_file_that_is_cut_anywhere_is_not_complete()
    {
        string whole = Extract("GRANT SELECT ON TABLE public.t TO app;\n").Text;
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(Read(whole[..length]).IsComplete, $"cut at {length}");
        }
    }

    private static (string Text, AccessExtract Extract) Extract(string body)
    {
        ArrayBufferWriter<byte> output = new();
        AccessExtract extract = new(output);
        // The head ends at the first entry.
        string first = body.StartsWith("--", StringComparison.Ordinal) ? "" : "-- TOC entry 1 (class 1259 OID 1)\n";
        DumpText.Feed(extract, Encoding.UTF8.GetBytes(Head + first + body + Tail), [17]);
        return (Encoding.UTF8.GetString(output.WrittenSpan), extract);
    }

    private static AccessInventory Read(string text)
    {
        AccessInventory inventory = new();
        DumpText.Feed(inventory, Encoding.UTF8.GetBytes(text), [23]);
        return inventory;
    }

    /// <summary>What remains when blank lines and the entries' headings are taken out.</summary>
    private static string Flat(string text) => string.Join('\n', text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("-- TOC", StringComparison.Ordinal)));
}
