namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A test that needs a <see cref="SmallDisk"/>; where none can be mounted it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.Missing;
}
