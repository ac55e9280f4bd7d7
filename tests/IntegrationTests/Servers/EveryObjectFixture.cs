using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A database with every kind of object that a dump can hold, and a backup of it.</summary>
public sealed class EveryObjectFixture
{
    public const string Database = "every";

    public EveryObjectFixture(SampleFixture sample)
    {
        sample.Server.CreateDatabase(Database, File.ReadAllText(RepositoryRoot.Combine("tests", "IntegrationTests", "Samples", "every_object.sql")));
        Backup = (string)sample.Backup(sample.NewFolder(), Database).FullName;
    }

    /// <summary>Path of the backup.</summary>
    public string Backup { get; }

    /// <summary>A copy of the backup's files, for a test that changes them.</summary>
    public string Copy()
    {
        string folder = Directory.CreateTempSubdirectory("hub-copy-").FullName;
        string name = Path.GetFileName(Backup);
        foreach (string path in Directory.GetFiles(Path.GetDirectoryName(Backup)!, name + "*"))
        {
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
        }

        return Path.Combine(folder, name);
    }
}
