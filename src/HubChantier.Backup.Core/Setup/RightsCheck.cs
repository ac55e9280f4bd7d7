using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Setup;

/// <summary>Whether the role may read all of one kind of object, as pg_dump will; what it may not is named, with the SQL that allows it.</summary>
internal sealed class RightsCheck : SetupCheck
{
    private readonly Func<MissingRight, string?> _name;
    private readonly string _passed;
    private readonly string _failed;
    private readonly Func<IReadOnlyList<string>, string, string> _sql;

    private RightsCheck(string name, Func<MissingRight, string?> refused, string passed, string failed, Func<IReadOnlyList<string>, string, string> sql)
        : base(HubSetupCategory.Rights, name, ConnectionCheck.Id)
    {
        _name = refused;
        _passed = passed;
        _failed = failed;
        _sql = sql;
    }

    /// <summary>One for each kind of object.</summary>
    public static IReadOnlyList<RightsCheck> All =>
    [
        new("Schemas", right => right.ClosedSchema, Strings.SetupSchemas, Strings.SetupSchemasClosed, (names, role) => $"GRANT USAGE ON SCHEMA {List(names)} TO {role};"),
        new("Tables", Refused(MissingRightKind.Table), Strings.SetupTables, Strings.SetupTablesRefused, (names, role) => $"GRANT SELECT ON TABLE {List(names)} TO {role};{ReadAll(role)}"),
        new("Sequences", Refused(MissingRightKind.Sequence), Strings.SetupSequences, Strings.SetupSequencesRefused, (names, role) => $"GRANT SELECT ON SEQUENCE {List(names)} TO {role};{ReadAll(role)}"),
        new("LargeObjects", Refused(MissingRightKind.LargeObject), Strings.SetupLargeObjects, Strings.SetupLargeObjectsRefused, (names, role) => $"GRANT SELECT ON LARGE OBJECT {List(names)} TO {role};"),
        new("RowSecurity", Refused(MissingRightKind.RowSecurity), Strings.SetupRowSecurity, Strings.SetupRowSecurityActive, (_, role) => $"ALTER ROLE {role} BYPASSRLS;"),
    ];

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        IReadOnlyList<MissingRight> missing = await ground.MissingRightsAsync(token).ConfigureAwait(false);
        List<string> refused = [.. missing.Select(_name).OfType<string>().Distinct()];
        return refused.Count == 0
            ? SetupFinding.Passed(_passed, ground.Connection.User)
            : SetupFinding.Failed(
                SetupFinding.Format(Strings.SetupSqlAdvice, ground.Settings.Database) + "\n" + _sql(refused, ground.Role),
                _failed,
                ground.Connection.User,
                ReadRights.Describe(refused));
    }

    private static Func<MissingRight, string?> Refused(MissingRightKind kind) => right => right.Kind == kind && right.IsRefused ? right.Name : null;

    /// <summary>All of them: the SQL is to be pasted.</summary>
    private static string List(IReadOnlyList<string> names) => string.Join(", ", names);

    /// <summary>What also counts for tables that are yet to come.</summary>
    private static string ReadAll(string role) => $"\n{Strings.SetupReadAllAdvice}\n-- GRANT pg_read_all_data TO {role};";
}
