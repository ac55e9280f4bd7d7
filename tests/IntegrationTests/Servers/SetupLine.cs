namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>One check of Test-HubBackupSetup.</summary>
public sealed record SetupLine(string Category, string Name, string Status, string Message, string? Recommendation)
{
    public static SetupLine Of(dynamic check) => new(check.Category.ToString(), check.Name, check.Status.ToString(), check.Message, check.Recommendation);
}
