namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A theory that needs <see cref="NewerPostgresql"/>; where that is missing it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NewerPostgresqlTheoryAttribute : TheoryAttribute
{
    public NewerPostgresqlTheoryAttribute() => Skip = NewerPostgresql.Missing;
}
