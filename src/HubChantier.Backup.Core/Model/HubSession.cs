namespace HubChantier.Backup;

/// <summary>A session of somebody's in a database that a restore is to replace.</summary>
public sealed class HubSession
{
    /// <summary>Its process on the server.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Its role.</summary>
    public required string User { get; init; }

    /// <summary>Its application_name; empty where it has none.</summary>
    public required string Application { get; init; }

    /// <summary>Address of the client; null through a socket, or where the role may not see it.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>What it does, such as <c>active</c> or <c>idle</c>; null where the role may not see it.</summary>
    public string? State { get; init; }

    /// <summary>Since when it is there, UTC; null where the role may not see it.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether the role that restores may end it.</summary>
    public required bool MayBeEnded { get; init; }

    /// <inheritdoc/>
    public override string ToString()
        => string.Join(' ', ((string?[])[User, Application.Length == 0 ? null : $"({Application})", ClientAddress]).Where(part => part is not null));
}
