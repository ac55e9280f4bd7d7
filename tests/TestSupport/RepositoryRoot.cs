namespace HubChantier.Backup.TestSupport;

/// <summary>The folder of the clone, which is the laid module's too.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string ModuleManifest { get; } = System.IO.Path.Combine(Path, "HubChantier.Backup.psd1");

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "HubChantier.Backup.psd1")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a clone.");
    }
}
