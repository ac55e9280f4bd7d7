namespace HubChantier.Backup.Ports;

/// <summary>A value of a notice, for people.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Value">The value as it is shown.</param>
public sealed record NoticeFact(string Label, string Value);
