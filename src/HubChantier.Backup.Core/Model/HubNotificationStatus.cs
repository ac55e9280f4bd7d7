namespace HubChantier.Backup;

/// <summary>What a notification tells.</summary>
public enum HubNotificationStatus
{
    /// <summary>A run begins. Pings alone are told.</summary>
    Started,

    /// <summary>All went well.</summary>
    Succeeded,

    /// <summary>All went well again, after failures.</summary>
    Recovered,

    /// <summary>Somebody should look at it these days.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Failed,

    /// <summary>A person tries whether notifications arrive.</summary>
    Test,
}
