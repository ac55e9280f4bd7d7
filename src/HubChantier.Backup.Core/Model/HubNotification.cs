namespace HubChantier.Backup;

/// <summary>What became of one notification on one channel. Holds no secret: of an address only its host.</summary>
public sealed class HubNotification
{
    /// <summary>The channel.</summary>
    public required HubNotificationChannel Channel { get; init; }

    /// <summary>The host that was asked to pass it on, with its port where that is not the usual one.</summary>
    public required string Host { get; init; }

    /// <summary>What was told.</summary>
    public required HubNotificationStatus Status { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Why it was not taken; null where it was.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the host took it. Whether a person reads it nobody knows.</summary>
    public bool Sent => Error is null;

    /// <inheritdoc/>
    public override string ToString() => $"{Channel} ({Host}): {Error ?? Status.ToString()}";
}
