using System.Text.Json;
using CsCheck;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>Whatever a secret is and wherever it stands, it is in no message and in nothing that is shown.</summary>
public sealed class SecretProperties
{
    private static readonly string[] s_variables = ["POSTGRES_PASSWORD", "PGPASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    /// <summary>Between letters that stand in no message of ours: a secret of one common letter would be found by chance. What an env file reads as syntax is among it.</summary>
    private static readonly Gen<string> s_secret = Gen.OneOf(
        Gen.OneOf("'", "\"", "\\", "$", "${", "}", "${x:?", "${x:-", "$(id)", " ", " #", "\n", "\0", "\r", "=", "@", "://", "é"),
        Gen.Char.AlphaNumeric.Select(character => character.ToString())).Array[0, 12].Select(parts => $"Qzq{string.Concat(parts)}Zqz");

    private static readonly Gen<string> s_other = Gen.OneOf(
        "", "PGPORT=x", "S3_BACKUP_BUCKET=bucket", "S3_ENDPOINT_URL=nonsense", "A=${B:?missing $POSTGRES_PASSWORD}", "PGHOST=${POSTGRES_PASSWORD:+a b}", "V='open");

    [Fact]
    public void A_secret_is_shown_nowhere()
        => Gen.Select(s_secret, Gen.OneOf(s_variables), Gen.Int[0, 5], s_other).Sample((secret, variable, place, other) =>
        {
            World world = Put(new World(), variable, secret, place);
            if (other.Length > 0)
            {
                world.InFile(other);
            }

            string shown;
            try
            {
                BackupSettings settings = world.Resolve();
                shown = settings + JsonSerializer.Serialize(settings.All) + string.Join('\n', settings.All);
            }
            catch (BackupException exception)
            {
                shown = exception + exception.Message + exception.Subject;
            }

            Assert.DoesNotContain("Qzq", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("Zqz", shown, StringComparison.Ordinal);
        });

    private static World Put(World world, string variable, string secret, int place) => place switch
    {
        0 => world.InEnvironment(variable, secret),
        1 => world.InEnvironment(variable + "_FILE", "/s").HasFile("/s", secret),
        2 => world.InFile($"{variable}={secret}"),
        3 => world.InFile($"{variable}='{secret}'"),
        4 => world.InFile($"{variable}=\"{secret}\""),
        _ => world.InFile($"{variable}_FILE=s").HasFile("/srv/hub/s", secret),
    };
}
