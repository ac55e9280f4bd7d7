namespace HubChantier.Backup;

/// <summary>A setting that a database gives to the sessions in it: <c>ALTER DATABASE … SET</c>, or <c>ALTER ROLE … IN DATABASE … SET</c>.</summary>
public sealed record HubDatabaseSetting
{
    /// <summary>Role whose sessions get it; null for all.</summary>
    public string? Role { get; init; }

    /// <summary>Name of the setting, such as <c>search_path</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Its value as <c>pg_db_role_setting</c> has it: the elements of a list are quoted as identifiers where they need it. Null in the manifest of an
    /// encrypted backup.
    /// </summary>
    public string? Value { get; init; }

    /// <summary>The value in UTF-8 as a file of age's format, for the recipients of an encrypted backup; null where the value itself is there.</summary>
    public byte[]? EncryptedValue { get; init; }

    /// <summary>The setting without its value, which may be a secret.</summary>
    public override string ToString() => Role is null ? Name : $"{Name} ({Role})";
}
