namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A test that needs <see cref="NewerPostgresql"/>; where that is missing it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NewerPostgresqlFactAttribute : FactAttribute
{
    public NewerPostgresqlFactAttribute() => Skip = NewerPostgresql.Missing;
}
