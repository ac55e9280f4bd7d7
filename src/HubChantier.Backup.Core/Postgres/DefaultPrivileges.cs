namespace HubChantier.Backup.Postgres;

/// <summary>SQL about a role's default privileges in a database (ALTER DEFAULT PRIVILEGES).</summary>
internal static class DefaultPrivileges
{
    /// <summary>
    /// The body of a DO block that takes them back to those of a new database: else all that a load makes would get grants which the backup
    /// does not know of. An entry goes when it says what holds without it (PostgreSQL's documentation, ALTER DEFAULT PRIVILEGES).
    /// </summary>
    public const string Clear = """
        DECLARE
          entry record; kind text; command text; other text;
        BEGIN
          FOR entry IN SELECT d.defaclobjtype, d.defaclacl, n.nspname FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
                        WHERE d.defaclrole = (SELECT oid FROM pg_roles WHERE rolname = current_user) LOOP
            kind := CASE entry.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES'
              WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END;
            command := 'ALTER DEFAULT PRIVILEGES ' || CASE WHEN entry.nspname IS NULL THEN '' ELSE format('IN SCHEMA %I ', entry.nspname) END;
            FOR other IN SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE format('%I', pg_get_userbyid(grantee)) END FROM aclexplode(entry.defaclacl) LOOP
              EXECUTE command || format('REVOKE ALL ON %s FROM %s', kind, other);
            END LOOP;
            -- What a schema's entry says is added to what holds without it; another stands in its place.
            IF entry.nspname IS NULL THEN
              EXECUTE command || format('GRANT ALL ON %s TO %I', kind, current_user);
              IF kind IN ('ROUTINES', 'TYPES') THEN
                EXECUTE command || format('GRANT ALL ON %s TO PUBLIC', kind);
              END IF;
            END IF;
          END LOOP;
        END
        """;
}
