using System.Text;
using CsCheck;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class GlobalsInventoryTests
{
    private const string Head = """
        --
        -- PostgreSQL database cluster dump
        --

        \restrict abc

        SET default_transaction_read_only = off;

        SET client_encoding = 'UTF8';
        SET standard_conforming_strings = on;


        """;

    private const string Tail = """

        \unrestrict abc

        --
        -- PostgreSQL database cluster dump complete
        --


        """;

    [Theory]
    [InlineData("CREATE ROLE app;", "app")]
    [InlineData("CREATE ROLE \"l'\"\"app;\";", "l'\"app;")]
    [InlineData("ALTER ROLE app WITH INHERIT CREATEROLE LOGIN CONNECTION LIMIT -1 PASSWORD 'SCRAM-SHA-256$x' VALID UNTIL 'infinity';", "app")]
    [InlineData("ALTER ROLE app SET work_mem TO '3MB';", "app")]
    [InlineData("ALTER ROLE app SET \"a.b\" TO 'x', E'\\\\y\n';", "app")]
    [InlineData("COMMENT ON ROLE app IS E'\\\\x;\n-- CREATE ROLE evil;';", "app")]
    [InlineData("GRANT grp TO app;", "app")]
    [InlineData("GRANT grp TO app WITH ADMIN OPTION, INHERIT TRUE, SET FALSE;", "app")]
    public void A_statement_about_a_role_is_kept_as_it_is_written(string statement, string role)
    {
        GlobalsInventory inventory = Read(Head + statement + Tail);

        Assert.True(inventory.IsComplete);
        Assert.Null(inventory.FirstViolation);
        RoleStatement read = Assert.Single(inventory.Statements);
        Assert.Equal((role, statement), (read.Role, read.Sql));
    }

    [Theory]
    [InlineData("ALTER ROLE a WITH NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB NOLOGIN NOREPLICATION NOBYPASSRLS;", "ALTER ROLE a WITH INHERIT NOCREATEROLE NOLOGIN ;")]
    [InlineData("ALTER ROLE é WITH NOSUPERUSER NOREPLICATION PASSWORD 'é';", "ALTER ROLE é WITH PASSWORD 'é';")]
    [InlineData("GRANT g TO a WITH ADMIN OPTION, INHERIT TRUE GRANTED BY postgres;", "GRANT g TO a WITH ADMIN OPTION, INHERIT TRUE;")]
    [InlineData("GRANT g TO \"a granted by\" GRANTED BY \"x;\";", "GRANT g TO \"a granted by\";")]
    public void What_only_a_superuser_or_the_other_servers_roles_could_say_is_left_out(string statement, string sent)
        => Assert.Equal(sent, Assert.Single(Read(Head + statement + Tail).Statements).Sql);

    [Theory]
    [InlineData("CREATE TABLESPACE ts OWNER app LOCATION '/ts';")]
    [InlineData("ALTER TABLESPACE ts SET (seq_page_cost=2);")]
    [InlineData("COMMENT ON TABLESPACE ts IS 'c';")]
    [InlineData("GRANT ALL ON TABLESPACE ts TO app;")]
    [InlineData("GRANT SET ON PARAMETER work_mem TO app;")]
    [InlineData("REVOKE ALL ON TABLESPACE ts FROM PUBLIC;")]
    [InlineData("SECURITY LABEL FOR selinux ON ROLE app IS 'x';")]
    public void What_is_no_matter_of_roles_belongs_there_and_is_not_sent(string statement)
    {
        GlobalsInventory inventory = Read(Head + statement + Tail);

        Assert.Null(inventory.FirstViolation);
        Assert.Empty(inventory.Statements);
    }

    [Theory]
    [InlineData("CREATE ROLE app SUPERUSER;")]
    [InlineData("CREATE USER app;")]
    [InlineData("ALTER ROLE app PASSWORD 'hash';")]
    [InlineData("ALTER ROLE app WITH PASSWORD 'hash' IN ROLE x;")]
    [InlineData("ALTER ROLE app WITH PASSWORD $$hash$$;")]
    [InlineData("ALTER ROLE app SET search_path TO current_user;")]
    [InlineData("ALTER ROLE app IN DATABASE d SET work_mem TO '3MB';")]
    [InlineData("ALTER ROLE app RENAME TO b;")]
    [InlineData("GRANT a, b TO app;")]
    [InlineData("GRANT a TO app WITH ADMIN OPTION GRANTED BY x, y;")]
    [InlineData("GRANT ALL ON DATABASE d TO app;")]
    [InlineData("DROP ROLE app;")]
    [InlineData("SELECT pg_catalog.set_config('search_path', 'hash', false);")]
    [InlineData("SET client_encoding = 'SJIS';")]
    [InlineData("\\! touch x\n")]
    [InlineData("\\unrestrict abd\n")]
    [InlineData("COPY pg_authid (rolname) FROM stdin;\nhash\n\\.\n")]
    public void Anything_else_is_refused_and_no_password_is_in_what_is_said_of_it(string statement)
    {
        DumpViolation? violation = Read(Head + statement + Tail).FirstViolation;

        Assert.NotNull(violation);
        Assert.DoesNotContain("hash", violation.Value.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backslash_that_sessions_read_differently_is_refused()
    {
        const string Comment = "COMMENT ON ROLE app IS 'a\\\\b';";

        Assert.Null(Read(Head + Comment + Tail).FirstViolation);
        Assert.NotNull(Read(Head.Replace("strings = on", "strings = off", StringComparison.Ordinal) + Comment + Tail).FirstViolation);
    }

    [Fact]
    public void A_text_that_is_cut_anywhere_is_not_complete()
    {
        string text = Head + "CREATE ROLE app;\nALTER ROLE app WITH LOGIN PASSWORD 'x';\nGRANT a TO app;\n" + Tail;

        Assert.True(Read(text).IsComplete);
        // The blank lines behind the trailer are no part of it.
        Gen.Int[0, text.TrimEnd('\n', '-').TrimEnd().Length - 1].Sample(length => !Read(text[..length]).IsComplete);
    }

    [Fact]
    public void Any_name_and_any_text_come_back()
        => Gen.Select(Gen.String[Gen.Char['\u0001', '\u024F'], 1, 40], Gen.String[Gen.Char['\u0001', '\u024F'], 0, 40]).Sample((name, comment) =>
        {
            string quoted = SqlText.Identifier(name);
            string text = $"CREATE ROLE {quoted};\nCOMMENT ON ROLE {quoted} IS {SqlText.Literal(comment)};\nGRANT {quoted} TO {quoted} GRANTED BY {quoted};\n";
            GlobalsInventory inventory = Read(Head + text + Tail);
            return inventory.IsComplete && inventory.FirstViolation is null && inventory.Statements.Count == 3
                && inventory.Statements.All(statement => statement.Role == name && SqlStatements.Split(statement.Sql).Count == 1);
        });

    private static GlobalsInventory Read(string text)
    {
        GlobalsInventory inventory = new();
        DumpReader reader = new(inventory);
        foreach (byte[] piece in Encoding.UTF8.GetBytes(text).Chunk(7))
        {
            reader.Read(piece);
        }

        reader.Complete();
        return inventory;
    }
}
