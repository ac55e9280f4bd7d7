namespace HubChantier.Backup.UnitTests.Help.Samples;

public enum SampleKind
{
    Small,
    Large,
}
