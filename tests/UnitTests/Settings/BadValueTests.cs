using System.Globalization;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>A value that is not allowed is an error that says where it was read, what it is and what is allowed; never the default.</summary>
[InEnglish]
public sealed class BadValueTests
{
    public static TheoryData<string, string, string> Values => new()
    {
        { "BACKUP_RETENTION_DAYS", "sept", "a whole number from 1 to 36500" },
        { "BACKUP_RETENTION_DAYS", "0", "a whole number from 1 to 36500" },
        { "RETENTION_DAYS", "-7", "a whole number from 1 to 36500" },
        { "RETENTION_DAYS", "7.5", "a whole number from 1 to 36500" },
        { "RETENTION_DAYS", "7d", "a whole number from 1 to 36500" },
        { "RETENTION_DAYS", "99999999999", "a whole number from 1 to 36500" },
        { "RETENTION_DAYS", "٧", "a whole number from 1 to 36500" },
        { "BACKUP_S3_RETENTION_DAYS", "36501", "a whole number from 1 to 36500" },
        { "BACKUP_S3_CHECKSUM", "crc32", "md5, sha256" },
        { "BACKUP_S3_CHUNKED_SIGNING", "yes", "true, false" },
        { "BACKUP_S3_TIMEOUT_SECONDS", "0", "a whole number from 1 to 3600" },
        { "BACKUP_MINIMUM_KEEP", "0", "a whole number from 1 to 100000" },
        { "PGPORT", "70000", "a whole number from 1 to 65535" },
        { "PGPORT", "0", "a whole number from 1 to 65535" },
        { "PGPORT", "5432,5433", "a whole number from 1 to 65535" },
        { "PGPORT", "0x10", "a whole number from 1 to 65535" },
        { "PGSSLMODE", "verify", "disable, allow, prefer, require, verify-ca, verify-full" },
        { "PGSSLMODE", "1", "disable, allow, prefer, require, verify-ca, verify-full" },
        { "POSTGRES_DB", "this name is longer than the sixty-three bytes that PostgreSQL keeps", "a name of 1 to 63 bytes" },
        { "PGDATABASE", "éééééééééééééééééééééééééééééééé", "a name of 1 to 63 bytes" },
        { "POSTGRES_DB", "' '", "a name of 1 to 63 bytes" },
        { "BACKUP_MAINTENANCE_DB", "\"a\\nb\"", "a name of 1 to 63 bytes" },
        { "BACKUP_SOURCE", "prod/eu", "a name of 1 to 63 bytes, without slashes" },
        { "BACKUP_SOURCE", "..", "a name of 1 to 63 bytes, without slashes" },
        { "PGHOST", "db1,db2", "one host name" },
        { "PGHOST", "localhost:5433", "one host name" },
        { "PGHOST", "[::1]", "one host name" },
        { "PGHOST", "sockets/pg", "one host name" },
        { "PGHOST", "../pg", "one host name" },
        { "PGHOST", "https://db", "one host name" },
        { "PGHOST", "my db", "one host name" },
        { "PGHOST", "-h", "one host name" },
        { "BACKUP_DIR", "/", "a folder other than the root" },
        { "BACKUP_DIR", "../../..", "a folder other than the root" },
        { "BACKUP_DIR", "' '", "a path that is not blank" },
        { "BACKUP_DIR", "\"/a\\0000b\"", "a path that is not blank" },
        { "BACKUP_PG_BIN", "\"/a\\nb\"", "a path that is not blank" },
        { "BACKUP_AGE_RECIPIENT", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk", "public keys of age-keygen" },
        { "BACKUP_AGE_RECIPIENT", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj,", "public keys of age-keygen" },
        { "BACKUP_AGE_RECIPIENT", "ssh-ed25519", "public keys of age-keygen" },
        { "BACKUP_LOG_FILE", "/var/log/", "the path of a file" },
        { "COMPOSE_FILE", "a.yml::b.yml", "a path that is not blank" },
        { "COMPOSE_FILE", "-", "a path that is not blank" },
        { "BACKUP_COMPOSE_SERVICE", "-T", "the name of a compose service" },
        { "BACKUP_COMPOSE_SERVICE", "db db", "the name of a compose service" },
        { "S3_BACKUP_BUCKET", "s3://hub", "the name of a bucket" },
        { "S3_BACKUP_BUCKET", "hub/backups", "the name of a bucket" },
        { "S3_BACKUP_BUCKET", "ab", "the name of a bucket" },
        { "S3_BACKUP_PREFIX", "a//b", "a key prefix" },
        { "S3_BACKUP_PREFIX", "../b", "a key prefix" },
        { "S3_ENDPOINT_URL", "s3.fr-par.scw.cloud", "an address such as" },
        { "S3_ENDPOINT_URL", "ftp://s3.example", "an address such as" },
        { "AWS_ENDPOINT_URL", "https://s3.example?x=1", "an address such as" },
        { "AWS_ENDPOINT_URL_S3", "https://", "an address such as" },
        { "AWS_REGION", "fr par", "a region such as" },
        { "AWS_DEFAULT_REGION", "-", "a region such as" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_bad_value_is_an_error_that_says_where_it_stands_and_what_is_allowed(string variable, string value, string allowed)
    {
        string fault = new World().InFile("# first").InFile($"{variable}={value}").Fault();
        Assert.StartsWith($"{variable} ({World.EnvFile}, line 2) is '", fault, StringComparison.Ordinal);
        Assert.Contains("; allowed: " + allowed, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(fault, char.IsControl);
        // Quotes and escapes aside, the value is there to be seen.
        if (!value.Contains('\\') && value.Length < 60)
        {
            Assert.Contains($"is '{value.Trim('\'')}'", fault, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Port", 70000, "-Port is '70000'; allowed: a whole number from 1 to 65535.")]
    [InlineData("RetentionDays", -1, "-RetentionDays is '-1'; allowed: a whole number from 1 to 36500.")]
    [InlineData("Database", "", "-Database is ''; allowed: a value that is not empty.")]
    [InlineData("Database", "a\0b", "-Database is 'a\\u0000b'; allowed: a name of 1 to 63 bytes, without control characters, not a connection string with a password.")]
    [InlineData("Database", "a\nb", "-Database is 'a\\u000Ab'; allowed: a name of 1 to 63 bytes, without control characters, not a connection string with a password.")]
    public void A_bad_parameter_is_an_error(string parameter, object value, string sentence)
        => Assert.Equal(sentence, new World().With(parameter, value).Fault());

    [Fact]
    public void A_bad_value_in_the_environment_or_in_a_file_of_its_own_is_named_as_such()
    {
        Assert.StartsWith("PGPORT (environment) is 'x';", new World().InEnvironment("PGPORT", "x").Fault(), StringComparison.Ordinal);
        Assert.StartsWith("PGPORT_FILE (environment), file /here/p, is 'x';", new World().InEnvironment("PGPORT_FILE", "p").HasFile("/here/p", "x").Fault(), StringComparison.Ordinal);
        Assert.StartsWith("PGPORT_FILE (/srv/hub/.env, line 1), file /p, is 'x';", new World().InFile("PGPORT_FILE=/p").HasFile("/p", "x").Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_variable_that_is_missing_or_empty_is_named_with_its_variable()
    {
        Assert.StartsWith("PGPASSWORD_FILE (environment) names the file /run/x, which cannot be read:", new World().InEnvironment("PGPASSWORD_FILE", "/run/x").Fault(), StringComparison.Ordinal);
        Assert.Equal(
            "PGPASSWORD_FILE (/srv/hub/.env, line 1) names the file /srv/hub/x, which cannot be read: it is empty",
            new World().InFile("PGPASSWORD_FILE=x").HasFile("/srv/hub/x", "\n").Fault());
        Assert.Contains("which cannot be read", new World().InFile("PGPASSWORD_FILE=\"a\\nb\"").Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POSTGRES_PASSWORD")]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    public void A_bad_secret_is_not_shown(string variable)
    {
        string fault = new World().InFile($"{variable}=\"hunter2 \\0000\"").Fault();
        Assert.StartsWith($"{variable} ({World.EnvFile}, line 1) is not allowed", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POSTGRES_DB", "postgresql://hub:hunter2@db/hub")]
    [InlineData("POSTGRES_USER", "hub password=hunter2")]
    [InlineData("PGHOST", "postgresql://hub:hunter2@db/hub")]
    [InlineData("PGHOST", "host=db password=hunter2")]
    [InlineData("PGPORT", "5432 password = hunter2")]
    [InlineData("S3_ENDPOINT_URL", "https://id:hunter2@s3.example")]
    [InlineData("S3_BACKUP_BUCKET", "https://id:hunter2@s3.example/hub")]
    public void A_connection_string_in_the_wrong_place_does_not_show_its_password(string variable, string value)
        => Assert.DoesNotContain("hunter2", new World().InEnvironment(variable, value).Fault(), StringComparison.Ordinal);

    [Theory]
    [InlineData("PGHOST", "::1")]
    [InlineData("PGHOST", "fe80::1%eth0")]
    [InlineData("PGHOST", "10.0.0.1")]
    [InlineData("PGHOST", "db_1.internal.")]
    [InlineData("PGHOST", "bücher.example")]
    [InlineData("PGHOST", "/run/my sockets")]
    [InlineData("PGHOST", "@hub")]
    [InlineData("POSTGRES_DB", "Chantier d'été; DROP")]
    [InlineData("POSTGRES_DB", "postgresql://nowhere/x")]
    [InlineData("POSTGRES_DB", "dbname=postgres host=nowhere")]
    [InlineData("S3_ENDPOINT_URL", "http://[::1]:9000/gateway")]
    public void What_is_odd_but_right_is_taken(string variable, string value)
        => Assert.Equal(value, new World().InEnvironment(variable, value).Resolve().All.Single(setting => setting.Variable == variable).Value);

    [Fact]
    public void A_long_value_is_cut_in_the_message()
        => Assert.InRange(new World().InEnvironment("PGPORT", new string('9', 5000)).Fault().Length, 100, 300);

    [Fact]
    public void The_sentence_is_in_the_language_of_the_person()
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
            Assert.Equal(
                "BACKUP_RETENTION_DAYS (/srv/hub/.env, ligne 1) vaut « sept » ; valeurs permises : un nombre entier de 1 à 36500.",
                new World().InFile("BACKUP_RETENTION_DAYS=sept").Fault());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
