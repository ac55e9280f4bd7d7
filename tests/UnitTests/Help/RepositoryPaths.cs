namespace HubChantier.Backup.UnitTests.Help;

/// <summary>Finds files of the clone that the tests run in.</summary>
internal static class RepositoryPaths
{
    private static readonly string s_root = Find();

    public static string Combine(params string[] parts) => Path.Combine([s_root, .. parts]);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HubChantier.Backup.psd1")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a clone.");
    }
}
