using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A server that asks one role for its password, and a small database of that role's own.</summary>
public sealed class PasswordFixture : IDisposable
{
    public const string Role = "gardien";
    public const string Database = "guarded";

    // With all that a password file, a connection string and a shell read otherwise.
    public const string Password = "Zx9:mot\\de'passe;=\"$été";

    /// <summary>Its beginning, which no escape changes.</summary>
    public const string PasswordTrace = "Zx9:mot";

    public PasswordFixture()
    {
        Sample.Server.Query("postgres", $"CREATE ROLE {Role} LOGIN CREATEDB PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'");
        Sample.Server.CreateDatabase(Database, options: "OWNER " + Role);
        Sample.Server.Query(Database, $"SET ROLE {Role}; CREATE TABLE t AS SELECT generate_series(1, 3) a");
        Sample.Server.AskForPassword(Role);
    }

    public SampleFixture Sample { get; } = new();

    public SessionResult Invoke(string script, string folder, object? more = null) => Sample.Invoke(script, folder, Database, more);

    public void Dispose() => Sample.Dispose();
}
