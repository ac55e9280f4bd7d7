using System.Text;
using HubChantier.Backup.Loading;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Loading;

public sealed class StatementTablesTests
{
    [Theory]
    [InlineData("CREATE TABLE public.t (\n    a integer DEFAULT 1 NOT NULL\n);", "public|t")]
    [InlineData("CREATE UNLOGGED TABLE public.t (\n);", "public|t")]
    [InlineData("CREATE FOREIGN TABLE public.t (\n    a integer\n)\nSERVER s\nOPTIONS (\n    table_name 'y'\n);", "public|t")]
    [InlineData("CREATE TABLE \"Schéma ; \"\"x\"\".y\".\"new\nline ; \"\"q\"\".t\" (\n    \"a.b\" integer\n);", "Schéma ; \"x\".y|new\nline ; \"q\".t")]
    [InlineData("CREATE TABLE public.c (\n    x integer\n)\nINHERITS (public.p, \"Été\".\"p.2\");", "public|c", "public|p", "Été|p.2")]
    [InlineData("CREATE MATERIALIZED VIEW public.m AS\n SELECT 1\n  WITH NO DATA;", "public|m")]
    [InlineData("CREATE INDEX i ON public.t USING btree (a) INCLUDE (b) WHERE (c > 0);", "public|t")]
    [InlineData("CREATE UNIQUE INDEX \"on only\" ON ONLY public.\"only\" USING btree (a);", "public|only")]
    [InlineData("ALTER TABLE ONLY public.t\n    ADD CONSTRAINT \"references x\" PRIMARY KEY (id);", "public|t")]
    [InlineData("ALTER TABLE ONLY public.t\n    ADD CONSTRAINT f FOREIGN KEY (a, \"references\") REFERENCES \"S\".u(id, x) ON DELETE SET NULL NOT VALID;", "public|t", "S|u")]
    [InlineData("ALTER TABLE public.t\n    ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.t(id);", "public|t", "public|t")]
    [InlineData("ALTER TABLE ONLY public.root ATTACH PARTITION elsewhere.leaf FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');", "public|root", "elsewhere|leaf")]
    [InlineData("ALTER TABLE ONLY public.t REPLICA IDENTITY USING INDEX i;", "public|t")]
    [InlineData("ALTER TABLE public.t CLUSTER ON i;", "public|t")]
    [InlineData("ALTER TABLE ONLY public.attach\n    ADD CONSTRAINT f CHECK ((a > 0)) NOT VALID;", "public|attach")]
    [InlineData("CREATE FOREIGN DATA WRAPPER w;")]
    [InlineData("CREATE VIEW public.v AS\n SELECT 1;")]
    [InlineData("CREATE FUNCTION public.f() RETURNS TABLE(a integer)\n    LANGUAGE sql\n    AS $$CREATE TABLE t (a int)$$;")]
    [InlineData("COMMENT ON TABLE public.t IS 'CREATE TABLE x ()';")]
    [InlineData("ALTER INDEX public.root_pkey ATTACH PARTITION public.leaf_pkey;")]
    [InlineData("ALTER DOMAIN public.d\n    ADD CONSTRAINT c CHECK ((VALUE > 0)) NOT VALID;")]
    public void The_tables_of_a_statement_are_found(string statement, params string[] tables)
        => Assert.Equal(tables, Of(statement));

    [Fact]
    public void A_column_named_inherits_joins_tables_that_could_go_apart_and_loses_none()
        // pg_dump does not quote the word, and what follows is taken for a parent.
        => Assert.Equal(["public|t", "|integer"], Of("CREATE TABLE public.t (\n    inherits integer\n);"));

    private static IEnumerable<string> Of(string statement)
    {
        byte[] text = Encoding.UTF8.GetBytes(statement);
        return StatementTables.Of(new DumpStatement { Start = 0, End = text.Length, Text = text, Encoding = Encoding.UTF8, StandardStrings = true })
            .Select(key => key.Replace('\0', '|'));
    }
}
