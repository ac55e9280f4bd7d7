using System.Management.Automation;
using System.Net;
using HubChantier.Backup.IntegrationTests.Servers;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests;

/// <summary>Roles that may not read all of a database: a backup without it would not be whole, so there is none, and what is missing is named.</summary>
[Collection(nameof(SampleCollection))]
public sealed class RightsTests(SampleFixture sample)
{
    private const string Role = "lecteur";
    private const string RoleSql = "DO $$ BEGIN CREATE ROLE lecteur LOGIN; EXCEPTION WHEN duplicate_object THEN END $$; ";

    [Theory]
    [InlineData("one_table", "CREATE TABLE \"l'été\" (a int)", "no SELECT on table public.\"l'été\"")]
    [InlineData("many_tables", "CREATE TABLE b1 (); CREATE TABLE b2 (); CREATE TABLE b3 (); CREATE TABLE b4 (); CREATE TABLE b5 (); CREATE TABLE b6 (); CREATE TABLE b7 ()", "public.b5; and 2 more")]
    [InlineData("one_sequence", "CREATE SEQUENCE s", "no SELECT on sequence public.s")]
    [InlineData("one_schema", "CREATE SCHEMA closed; CREATE TABLE closed.t (); GRANT SELECT ON closed.t TO lecteur", "no SELECT on table closed.t")]
    [InlineData("row_security", "CREATE TABLE r (a int); GRANT SELECT ON r TO lecteur; ALTER TABLE r ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON r USING (a > 1)", "row security may hide rows of public.r")]
    [InlineData("forced", "CREATE TABLE r (a int); ALTER TABLE r OWNER TO lecteur; ALTER TABLE r ENABLE ROW LEVEL SECURITY; ALTER TABLE r FORCE ROW LEVEL SECURITY", "row security may hide rows of public.r")]
    [InlineData("large_object", "SELECT lo_from_bytea(424242, 'x')", "no SELECT on large object 424242")]
    public void What_the_role_may_not_read_is_named(string database, string sql, string expected)
    {
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase(database, "CREATE TABLE open (a int); GRANT SELECT ON open TO PUBLIC; GRANT USAGE, CREATE ON SCHEMA public TO PUBLIC; " + RoleSql + sql);

        SessionResult result = Backup(database, folder);

        Assert.Equal("PermissionDenied", result.ErrorId());
        Assert.Contains($"User '{Role}' may not read the whole of database '{database}'", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains(expected, result.Error().ToString(), StringComparison.Ordinal);
        Assert.Contains("pg_read_all_data", result.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(database, result.Error().TargetObject);
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    [Fact]
    public void A_role_that_may_read_all_and_owns_nothing_makes_a_backup()
    {
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase(
            "readable", RoleSql + "CREATE TABLE r (a int); INSERT INTO r VALUES (1); ALTER TABLE r ENABLE ROW LEVEL SECURITY; CREATE SEQUENCE s; "
            + "CREATE ROLE lit_tout LOGIN BYPASSRLS; GRANT pg_read_all_data TO lit_tout");

        Assert.Equal(1, (long)Backup("readable", folder, "lit_tout").Single().Rows);
    }

    [Fact]
    public void A_database_that_the_role_may_not_enter_is_named()
    {
        string folder = sample.NewFolder();
        sample.Server.CreateDatabase("closed", RoleSql + "REVOKE CONNECT ON DATABASE closed FROM PUBLIC");

        SessionResult result = Backup("closed", folder);

        Assert.Equal("PermissionDenied", result.ErrorId());
        Assert.Contains($"User '{Role}' may not do this in database 'closed'", result.Error().ToString(), StringComparison.Ordinal);
        Assert.Empty(SampleFixture.Leftovers(folder));
    }

    private SessionResult Backup(string database, string folder, string role = Role) => sample.Invoke(
        "Invoke-HubBackup -Server $server -Database $database -BackupDirectory $folder -Credential $more", folder, database,
        new PSCredential(role, new NetworkCredential("", "").SecurePassword));
}
