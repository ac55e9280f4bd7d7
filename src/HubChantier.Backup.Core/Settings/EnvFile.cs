namespace HubChantier.Backup.Settings;

/// <summary>An env file that was read. Its values may be secrets: never shown, logged or serialised.</summary>
public sealed class EnvFile
{
    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Its variables by name; of two with one name the last, as for Docker Compose.</summary>
    public required IReadOnlyDictionary<string, EnvFileVariable> Variables { get; init; }
}
