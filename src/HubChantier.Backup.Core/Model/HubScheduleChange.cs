namespace HubChantier.Backup;

/// <summary>What registering a schedule did.</summary>
public enum HubScheduleChange
{
    /// <summary>Nothing was registered: the schedule was looked at.</summary>
    None,

    /// <summary>There was none of that name.</summary>
    Created,

    /// <summary>The one of that name was another.</summary>
    Replaced,

    /// <summary>The one of that name was the same already.</summary>
    Unchanged,
}
