using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.UnitTests.Postgres;

public sealed class SettingValueTests
{
    [Theory]
    // As PostgreSQL's own pg_dump writes them (makeAlterConfigCommand): element by element, each a string.
    [InlineData("search_path", "public", "'public'")]
    [InlineData("search_path", "\"$user\", public", "'$user', 'public'")]
    [InlineData("search_path", "\"\"", "''")]
    [InlineData("search_path", "a,\"b, \"\"c\"\"\" , d", "'a', 'b, \"c\"', 'd'")]
    [InlineData("SEARCH_PATH", "\"l'été\"", "'l''été'")]
    [InlineData("temp_tablespaces", "fast, \"Slow one\"", "'fast', 'Slow one'")]
    // Lists whose elements PostgreSQL does not quote, and what is no list, are one string.
    [InlineData("DateStyle", "ISO, DMY", "'ISO, DMY'")]
    [InlineData("app.note", "\"x\", 'y'", "'\"x\", ''y'''")]
    [InlineData("work_mem", "7MB", "'7MB'")]
    [InlineData("app.empty", "", "''")]
    public void A_value_of_the_catalog_is_written_as_ALTER_takes_it(string name, string value, string expected)
        => Assert.Equal(expected, SettingValue.ToSql(name, value));
}
