using HubChantier.Backup.Encryption;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>Recipients, and private keys in places where they do not belong.</summary>
[InEnglish]
public sealed class EncryptionKeyTests
{
    private const string Secret = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    private static readonly string s_first = AgeRecipient.Of(new byte[32]).ToString();
    private static readonly string s_second = AgeRecipient.Of([.. Enumerable.Repeat((byte)1, 32)]).ToString();

    [Fact]
    public void Recipients_are_separated_by_commas_and_count_once()
    {
        BackupSettings settings = new World().InEnvironment("BACKUP_AGE_RECIPIENT", $"{s_first}, {s_second},{s_first}").Resolve();

        Assert.Equal([s_first, s_second], settings.Recipients.Select(recipient => recipient.ToString()));
        Assert.Equal($"{s_first}, {s_second}", settings.All.Single(setting => setting.Name == "Recipient").Value);
    }

    [Fact]
    public void The_command_line_gives_a_list()
        => Assert.Equal([s_second, s_first], new World().With("Recipient", new[] { s_second, s_first }).Resolve().Recipients.Select(recipient => recipient.ToString()));

    [Theory]
    [InlineData("BACKUP_AGE_RECIPIENT")]
    [InlineData("BACKUP_AGE_IDENTITY_FILE")]
    public void A_private_key_in_the_wrong_place_is_refused_and_not_shown(string variable)
    {
        BackupException refused = Assert.Throws<BackupException>(() => new World().InEnvironment(variable, Secret).Resolve());

        Assert.Equal(BackupFailure.SettingInvalid, refused.Failure);
        Assert.Contains(variable, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("GFPYYS", refused + refused.Message, StringComparison.Ordinal);
    }
}
