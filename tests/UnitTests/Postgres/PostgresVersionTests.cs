using HubChantier.Backup.Ports;

namespace HubChantier.Backup.UnitTests.Postgres;

public sealed class PostgresVersionTests
{
    [Theory]
    [InlineData("pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15, 18)]
    [InlineData("psql (PostgreSQL) 18beta1", 18, 0)]
    [InlineData("16.10", 16, 10)]
    [InlineData("17devel", 17, 0)]
    public void Versions_are_read(string text, int major, int minor) => Assert.Equal(new PostgresVersion(major, minor), PostgresVersion.Parse(text));

    [Fact]
    public void A_text_without_a_version_has_none() => Assert.Null(PostgresVersion.Parse("pg_dump (PostgreSQL)"));

    [Fact]
    public void Server_numbers_are_read() => Assert.Equal(new PostgresVersion(16, 10), PostgresVersion.FromNumber(160010));
}
