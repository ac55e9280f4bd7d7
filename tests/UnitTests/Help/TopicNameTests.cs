using System.Text.Json;
using HubChantier.Backup.HelpBuilder.Pages;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>Holds the names in the topics' tables to those that the code has.</summary>
public class TopicNameTests
{
    public static TheoryData<string> Languages => [DocPages.English, DocPages.French];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Retention_has_every_reason(string culture)
        => Assert.Equal(
            Enum.GetNames<HubRetentionReason>(),
            Tables(culture, "about_HubBackup_Retention").Where(table => table.Headers[0] is "Reason" or "Raison").SelectMany(Names));

    [Theory]
    [MemberData(nameof(Languages))]
    public void S3_has_every_state_of_a_copy(string culture)
        => Assert.Equal(
            Enum.GetNames<HubCopyState>().Order(StringComparer.Ordinal),
            Names(Tables(culture, "about_HubBackup_S3").Single(table => table.Headers[0] is "State" or "État")).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Restore_names_errors_that_there_are(string culture)
        => Assert.All(
            Names(Tables(culture, "about_HubBackup_Restore").Single(table => table.Headers[0] is "Error" or "Erreur")),
            name => Assert.Contains(name, Enum.GetNames<BackupFailure>()));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Format_has_every_field_of_the_manifest(string culture)
    {
        using JsonDocument schema = JsonDocument.Parse(DocPages.Text("docs/manifest.schema.json"));

        Assert.Equal(
            schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal),
            Names(Tables(culture, "about_HubBackup_Format").Single(table => table.Headers[0] is "Field" or "Champ")).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<PageBlock.Table> Tables(string culture, string topic)
        => DocPages.Read(culture, topic).Sections.SelectMany(section => section.Entries.Prepend(section)).SelectMany(section => section.Blocks).OfType<PageBlock.Table>();

    /// <summary>What the rows are about; a row may be about several.</summary>
    private static IEnumerable<string> Names(PageBlock.Table table) => table.Rows.SelectMany(row => row[0].Split(", "));
}
