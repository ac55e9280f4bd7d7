using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class DumpViolationTests
{
    [Theory]
    [InlineData("\\connect other")]
    [InlineData("\\! touch /tmp/x")]
    [InlineData("\\i /etc/passwd")]
    [InlineData("\\copy t from x")]
    [InlineData("\\set x `id`")]
    [InlineData("\\gexec")]
    [InlineData("\\.")]
    [InlineData("\\;")]
    [InlineData("\\")]
    [InlineData("\\restrict")]
    [InlineData("\\restrict `id`")]
    [InlineData("\\restrict a b")]
    [InlineData("\\restrict a \\! id")]
    [InlineData("\\restrict a\\! id")]
    [InlineData("\\restrictx a")]
    [InlineData("\\unrestrict a")]
    public void Commands_of_psql_are_refused(string command)
    {
        Assert.Equal([new DumpViolation(DumpViolationKind.PsqlCommand, 0, command)], DumpText.Inventory(command + "\n").Violations);
        Assert.Contains(
            DumpText.Inventory("SELECT 1 " + command + "\n;\n").Violations,
            told => told == new DumpViolation(DumpViolationKind.PsqlCommand, 9, command));
    }

    [Fact]
    public void A_command_behind_a_comment_that_a_carriage_return_ends_is_found()
    {
        // psql carries it out.
        DumpInventory inventory = DumpText.Inventory("-- x\r\\! id\n" + DumpText.Trailer);
        Assert.Contains(new DumpViolation(DumpViolationKind.PsqlCommand, 5, "\\! id"), inventory.Violations);
    }

    [Theory]
    [InlineData("\\restrict a\n\\restrict b\n", 12)]
    [InlineData("SELECT 1;\n\\restrict a\n", 10)]
    [InlineData("SELECT 1 \\restrict a\n;\n", 9)]
    [InlineData("\\restrict a\n\\unrestrict a\nSELECT 1;\n" + DumpText.Trailer, 12)]
    [InlineData("\\restrict a\nSELECT 1;\n\\unrestrict a\n", 22)]
    [InlineData("\\restrict a\n" + DumpText.Trailer + "\\unrestrict b\n", 56)]
    [InlineData("\\restrict a\n" + DumpText.Trailer + "\\unrestrict a\n\\unrestrict a\n", 70)]
    [InlineData("\\restrict a\n" + DumpText.Trailer + "\\unrestrict a\n\\! id\n", 70)]
    [InlineData(DumpText.Trailer + "\\unrestrict a\n", 44)]
    public void Restrict_and_unrestrict_stand_in_their_own_places_only(string text, int offset) =>
        Assert.Equal((DumpViolationKind.PsqlCommand, (long)offset), Places(text).Single());

    [Theory]
    [InlineData("BEGIN WORK;")]
    [InlineData("BEGIN ISOLATION LEVEL SERIALIZABLE;")]
    [InlineData("START TRANSACTION;")]
    [InlineData("COMMIT;")]
    [InlineData("/* x */ commit and chain;")]
    [InlineData("END;")]
    [InlineData("ROLLBACK;")]
    [InlineData("ABORT;")]
    [InlineData("SAVEPOINT a;")]
    [InlineData("RELEASE SAVEPOINT a;")]
    [InlineData("ROLLBACK TO a;")]
    [InlineData("PREPARE TRANSACTION 'a';")]
    [InlineData("COMMIT PREPARED 'a';")]
    [InlineData("BEGIN;\nSELECT 1;\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nCREATE TABLE t ();\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nBEGIN;\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nCOMMIT AND CHAIN;\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nSELECT pg_catalog.lowrite(0, '\\x00'), f();\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nSELECT pg_catalog.lowrite(0, '\\x0g');\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nSELECT pg_catalog.lowrite(0, '\\x000');\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nSELECT pg_catalog.lo_create('1');\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nSELECT pg_catalog.lo_open('1', f());\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nSELECT public.lo_close(0);\nCOMMIT;", 7)]
    [InlineData("BEGIN;\nCOPY public.t (a) FROM stdin;\n\\.\nCOMMIT;", 7)]
    public void Transactions_other_than_those_of_large_objects_are_refused(string text, int offset = -1)
    {
        int place = offset >= 0 ? offset : text.StartsWith("/*", StringComparison.Ordinal) ? 8 : 0;
        Assert.Equal((DumpViolationKind.TransactionControl, (long)place), Places(text + "\n").Single());
    }

    [Theory]
    [InlineData("PREPARE a AS SELECT 1;")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN COMMIT; END$$;")]
    [InlineData("BEGIN;\nSELECT pg_catalog.lo_open('1', 131072);\nSELECT pg_catalog.lowrite(0, '\\x0aFF');\nSELECT pg_catalog.lo_close(0);\nCOMMIT;")]
    [InlineData("SET standard_conforming_strings = off;\nBEGIN;\nSELECT pg_catalog.lowrite(0, '\\\\x00');\nCOMMIT;")]
    [InlineData("SELECT pg_catalog.set_config('search_path', '', false);")]
    [InlineData("SET search_path = public, pg_catalog;")]
    [InlineData("SET SESSION AUTHORIZATION 'x';")]
    [InlineData("SET default_tablespace = '';")]
    [InlineData("SET transaction_timeout = 0;")]
    [InlineData("SELECT pg_catalog.lo_create('1');")]
    [InlineData("REFRESH MATERIALIZED VIEW public.mv;")]
    public void What_pg_dump_writes_is_not(string text) => Assert.Empty(DumpText.Inventory(text + "\n").Violations);

    [Theory]
    [InlineData("COPY t FROM '/etc/passwd';")]
    [InlineData("COPY public.t FROM PROGRAM 'id';")]
    [InlineData("COPY public.t TO PROGRAM 'id';")]
    [InlineData("copy (select 1) to stdout;")]
    [InlineData("COPY public.t FROM stdin WITH (FORMAT csv);\n\\.")]
    [InlineData("COPY public.t FROM STDOUT;\n\\.")]
    public void COPY_of_another_form_is_refused(string text) =>
        Assert.Equal((DumpViolationKind.ForeignCopy, 0L), Places(text + "\n").Single());

    [Theory]
    [InlineData("SET client_encoding = 'SJIS';")]
    [InlineData("SET client_encoding = 'utf-8';")]
    [InlineData("SET client_encoding TO 'GBK';")]
    [InlineData("SET NAMES 'SJIS';")]
    [InlineData("SET SESSION Client_Encoding = SJIS;")]
    [InlineData("SET \"client_encoding\" = 'SJIS';")]
    [InlineData("SET standard_conforming_strings = 0;")]
    [InlineData("SET LOCAL standard_conforming_strings = off;")]
    [InlineData("RESET ALL;")]
    [InlineData("DISCARD ALL;")]
    [InlineData("SELECT set_config('standard_conforming_strings', 'off', false);")]
    [InlineData("SELECT pg_catalog.set_config('client_encoding', 'SJIS', false);")]
    [InlineData("SELECT pg_catalog.set_config('search_path', '', false), SET_CONFIG('a', 'b', false);")]
    public void Settings_that_change_how_the_text_is_read_are_refused(string text) =>
        Assert.Equal((DumpViolationKind.SessionSetting, 0L), Places(text + "\n").Single());

    [Fact]
    public void What_is_shown_is_short_and_harmless()
    {
        DumpInventory inventory = DumpText.Inventory("\\! \u001b[2J\u0007\u202e\u2028\u0085\t" + new string('é', 200) + "\n");
        string shown = Assert.Single(inventory.Violations).Text;
        Assert.Equal(80, shown.Length);
        Assert.StartsWith("\\!  [2J     éé", shown, StringComparison.Ordinal);
        Assert.EndsWith("é…", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_the_first_are_kept_and_all_counted()
    {
        DumpInventory inventory = DumpText.Inventory(string.Concat(Enumerable.Repeat("\\!\n", 1000)));
        Assert.Equal(1000, inventory.ViolationCount);
        Assert.Equal(100, inventory.Violations.Count);
        Assert.Equal(297, inventory.Violations[^1].Offset);
    }

    private static IEnumerable<(DumpViolationKind Kind, long Offset)> Places(string text) =>
        DumpText.Inventory(text).Violations.Select(violation => (violation.Kind, violation.Offset));
}
