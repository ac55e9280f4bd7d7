namespace HubChantier.Backup.Scheduling;

/// <summary>A file of a schedule.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Text">What is in it.</param>
internal sealed record ScheduleFile(string Name, string Text);
