namespace HubChantier.Backup;

/// <summary>How well the backups of a database are; a greater one is worse.</summary>
public enum HubHealthStatus
{
    /// <summary>Nothing is to be done.</summary>
    Healthy,

    /// <summary>Somebody should look at it these days.</summary>
    Warning,

    /// <summary>The database is not protected as it should be: somebody should look at it now.</summary>
    Critical,
}
