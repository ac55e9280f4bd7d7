using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A live database of a test's own, with a backup of it, and changes made after that.</summary>
internal sealed class LiveDatabase
{
    private readonly SampleFixture _sample;

    public LiveDatabase(SampleFixture sample, string name)
    {
        _sample = sample;
        Name = name;
        sample.Server.CreateDatabase(name, options: $"TEMPLATE {SampleFixture.Database}");
        sample.Server.Query("postgres", $"COMMENT ON DATABASE {name} IS 'l''original'");
        Folder = sample.NewFolder();
        Backup = sample.Backup(Folder, name);
        sample.Server.Query(name, "CREATE TABLE since (a int); INSERT INTO since VALUES (1), (2)");
        Text = sample.Server.Dump(name);
    }

    public string Name { get; }

    public string Folder { get; }

    public dynamic Backup { get; }

    /// <summary>What it holds now: more than its backup.</summary>
    public string Text { get; }

    /// <summary>Runs a script that may use $server, $folder, $database, and $more.Path of the backup.</summary>
    public SessionResult Invoke(string script, object? more = null)
        => _sample.Invoke(script, Folder, Name, more ?? new { Path = (string)Backup.FullName });

    /// <summary>Restores the backup over the database.</summary>
    public SessionResult Restore(string options = "-Confirm:$false")
        => Invoke($"Restore-HubBackup $more.Path -Server $server -Database $database {options}");

    /// <summary>The databases of a test: its own and those that restores make of it.</summary>
    public string[] Databases() => _sample.Server.Databases(Name);

    /// <summary>Checks that nothing has happened to it.</summary>
    public void AssertUntouched()
    {
        Assert.Equal([Name], Databases());
        Assert.Equal(Text, _sample.Server.Dump(Name));
        Assert.Equal("l'original", Comment(Name));
    }

    public string Comment(string database)
        => _sample.Server.Query("postgres", $"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{database}'");
}
