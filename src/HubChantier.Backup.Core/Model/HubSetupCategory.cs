namespace HubChantier.Backup;

/// <summary>What a check of the set-up is about, in the order in which they are made.</summary>
public enum HubSetupCategory
{
    /// <summary>The env file and every variable.</summary>
    Settings,

    /// <summary>The way to the server and to the database.</summary>
    Server,

    /// <summary>The client programs.</summary>
    Client,

    /// <summary>What the role may read: all of the database, or a backup would not be whole.</summary>
    Rights,

    /// <summary>What a restore will need.</summary>
    Restore,

    /// <summary>The folder of the backups.</summary>
    Folder,

    /// <summary>The bucket of the copies.</summary>
    S3,

    /// <summary>The backups that are there.</summary>
    Backups,
}
