namespace HubChantier.Backup;

/// <summary>How well the backups of a database are; a greater one is worse. The numbers are exit codes of scripts, so they never change.</summary>
public enum HubHealthStatus
{
    /// <summary>Nothing is to be done.</summary>
    Healthy = 0,

    /// <summary>Somebody should look at it these days.</summary>
    Warning = 1,

    /// <summary>The database is not protected as it should be: somebody should look at it now.</summary>
    Critical = 2,
}
