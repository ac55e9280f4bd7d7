using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class SqlStatementsTests
{
    [Fact]
    public void Statements_are_cut_as_psql_cuts_them()
    {
        Assert.Equal(["SELECT 1\n;"], SqlStatements.Split("SELECT 1"));
        Assert.Equal(["BEGIN;", " SELECT ';', \"a;b\", $$;$$ -- ;\n;"], SqlStatements.Split("BEGIN; SELECT ';', \"a;b\", $$;$$ -- ;"));
        Assert.Equal(["SELECT 'é';"], SqlStatements.Split("SELECT 'é'; -- the end"));
        Assert.Empty(SqlStatements.Split(" "));
    }

    [Theory]
    [InlineData("SELECT 'a")]
    [InlineData("SELECT (1")]
    [InlineData("SELECT $x$")]
    [InlineData("\\! ls")]
    [InlineData("SELECT 1 \\g x")]
    public void What_psql_would_wait_on_or_do_is_refused(string sql) => Assert.Throws<ArgumentException>(() => SqlStatements.Split(sql));
}
