namespace HubChantier.Backup;

/// <summary>A part of what belongs to a database itself.</summary>
public enum HubIdentityPart
{
    /// <summary>Who owns it.</summary>
    Owner,

    /// <summary>Who may do what with it.</summary>
    Grant,

    /// <summary>A setting for sessions in it.</summary>
    Setting,

    /// <summary>Its comment.</summary>
    Comment,

    /// <summary>How many sessions it takes at once.</summary>
    ConnectionLimit,
}
