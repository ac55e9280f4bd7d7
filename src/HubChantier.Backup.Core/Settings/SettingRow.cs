namespace HubChantier.Backup.Settings;

/// <summary>One setting: its name, the parameter and the variables that give it, first found, and whether it is a secret.</summary>
internal sealed record SettingRow(string Name, string? Parameter, string[] Variables, bool IsSecret = false);
