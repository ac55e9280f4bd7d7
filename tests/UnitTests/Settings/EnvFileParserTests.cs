using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>
/// What Docker Compose makes of an env file. The expected values are written by hand from its documentation, and every line was
/// held against Compose itself: 2.26, and the dotenv package of
/// compose-go 2.13 (which looks at defaults only if they are taken, unlike 2.26).
/// </summary>
[InEnglish]
public sealed class EnvFileParserTests
{
    private const string Path = "/srv/hub/.env.production";

    private static readonly Dictionary<string, string> s_process = new(StringComparer.Ordinal)
    {
        ["SET"] = "process",
        ["EMPTY"] = "",
        ["ODD"] = "$SET ${SET} 'x' #",
    };

    /// <summary>The value of V in a text.</summary>
    public static TheoryData<string, string> Values => new()
    {
        // Without quotes.
        { "V=a", "a" },
        { "V=", "" },
        { "V= \t", "" },
        { "V=a b", "a b" },
        { "V = a", "a" },
        { "V\t=\ta", "a" },
        { "  V=a  ", "a" },
        { "V=a=b==", "a=b==" },
        { "V=a:b", "a:b" },
        { "V: a", "a" },
        { "V: a=b", "a=b" },
        { "V:a", "a" },
        { "V=a\\tb", "a\\tb" },
        { "V=a\\", "a\\" },
        { "V=a'b", "a'b" },
        { "V=a\"b\"", "a\"b\"" },
        { "V=é ü 🦊", "é ü 🦊" },
        { "V=$(whoami)", "$(whoami)" },
        { "V=`whoami`", "`whoami`" },
        { "V=a;reboot", "a;reboot" },
        { "V=~/x", "~/x" },
        { "V=a\u00A0", "a" },
        // Comments.
        { "# c\nV=a", "a" },
        { "  # V=b\nV=a", "a" },
        { "V=a # c", "a" },
        { "V=a #c", "a" },
        { "V=a #", "a" },
        { "V=a#b", "a#b" },
        { "V=a\t#b", "a\t#b" },
        { "V=#b", "#b" },
        { "V= # c", "# c" },
        { "V=a#b # c", "a#b" },
        { "V='a' # c", "a" },
        { "V=\"a # b\" # c", "a # b" },
        { "V='a # b'", "a # b" },
        { "V=\"a\"#c", "a" },
        { "#V=b", "(none)" },
        // export, and names alone.
        { "export V=a", "a" },
        { "export\tV=a", "a" },
        { "  export   V = a", "a" },
        { "exportV=b\nV=a", "a" },
        { "export V", "(none)" },
        { "V\nW=a", "(none)" },
        { "SET\nV=$SET", "process" },
        // Quotes.
        { "V='a'", "a" },
        { "V=\"a\"", "a" },
        { "V=''", "" },
        { "V=\"\"", "" },
        { "V = 'a'", "a" },
        { "V='  a  '", "  a  " },
        { "V=\"'a'\"", "'a'" },
        { "V='\"a\"'", "\"a\"" },
        { "V='a\nb'", "a\nb" },
        { "V=\"a\n\n b\"", "a\n\n b" },
        { "V='a\n# b\nW=c'", "a\n# b\nW=c" },
        { "V=\"a\" W=b", "a" },
        { "W=\"a\" V=b", "b" },
        { "W=\"a\"V=b", "b" },
        // Escapes.
        { "V='a\\tb'", "a\\tb" },
        { "V='a\\'b'", "a'b" },
        { "V='a\\\\b'", "a\\\\b" },
        { "V='\\\"'", "\\\"" },
        { "V=\"a\\tb\"", "a\tb" },
        { "V=\"a\\nb\"", "a\nb" },
        { "V=\"a\\r\\nb\"", "a\r\nb" },
        { "V=\"\\a\\b\\f\\v\"", "\a\b\f\v" },
        { "V=\"a\\\"b\"", "a\"b" },
        { "V=\"a\\\\b\"", "a\\b" },
        { "V=\"a\\\\\"", "a\\" },
        { "V=\"a\\\\nb\"", "a\\nb" },
        { "V=\"a\\'b\"", "a\\'b" },
        { "V=\"a\\xb\\c\"", "a\\xb\\c" },
        { "V=\"\\0123\"", "S" },
        { "V=\"\\012\"", "\\12" },
        { "V=\"\\0999\"", "\\999" },
        { "V=\"\\0777\"", "\\777" },
        { "V=\"a\\0b\"", "a\\b" },
        { "V=\"\\u0041\"", "\\u0041" },
        // Variables.
        { "A=1\nV=$A", "1" },
        { "A=1\nV=${A}", "1" },
        { "A=1\nV=x${A}y$A.z", "x1y1.z" },
        { "A=1\nV=$A_B", "" },
        { "A=1\nV=\"$A ${A}\"", "1 1" },
        { "A=1\nV='$A ${A}'", "$A ${A}" },
        { "V=$NOPE", "" },
        { "V=a${NOPE}b", "ab" },
        { "V=$SET", "process" },
        { "SET=file\nV=$SET", "process" },
        { "EMPTY=file\nV=[$EMPTY]", "[]" },
        { "V=$ODD", "$SET ${SET} 'x' #" },
        { "V=$A\nA=1", "" },
        { "A=1\nA=2\nV=$A", "2" },
        { "V=1\nV=2", "2" },
        { "V=a\nV=${V}b", "ab" },
        { "V=$$SET", "$SET" },
        { "V=$${SET}", "${SET}" },
        { "V=\"\\$SET\"", "$SET" },
        { "V=\\$SET", "\\process" },
        { "V=a$", "a$" },
        { "V=$ a", "$ a" },
        { "V=$}", "$}" },
        { "V=a$1", "a$1" },
        { "V=pa$$word", "pa$word" },
        // Defaults and the like.
        { "V=${NOPE:-d}", "d" },
        { "V=${NOPE-d}", "d" },
        { "V=${EMPTY:-d}", "d" },
        { "V=${EMPTY-d}", "" },
        { "V=${SET:-d}", "process" },
        { "V=${SET-d}", "process" },
        { "V=${NOPE:-}", "" },
        { "V=\"${NOPE:-a b # c}\"", "a b # c" },
        { "V=${NOPE:-$SET}", "process" },
        { "V=${NOPE:-${SET}}", "process" },
        { "V=${NOPE:-${NOPE2:-d}}", "d" },
        { "V=${NOPE:-a${NOPE2:-b${SET}c}d}e", "abprocesscde" },
        { "V=${NOPE:-/a:-b}", "/a:-b" },
        { "V=${NOPE-a?b}", "a?b" },
        { "V=${NOPE:-{\"a\":1}}", "{\"a\":1}" },
        { "V=${NOPE:-$$}", "$" },
        { "V=${NOPE:+x}", "" },
        { "V=${EMPTY:+x}", "" },
        { "V=${EMPTY+x}", "x" },
        { "V=${SET:+x}", "x" },
        { "V=${SET:+$SET-y}", "process-y" },
        { "V=${NOPE+x}", "" },
        { "V=${SET:?why}", "process" },
        { "V=${SET?why}", "process" },
        { "V=${EMPTY?why}", "" },
        { "V=${SET:-${NOPE:?unused}}", "process" },
        { "V='${NOPE:?why}'", "${NOPE:?why}" },
        // Lines and files.
        { "V=a\r\nW=b\r\n", "a" },
        { "V=\r\nW=b\r\n", "" },
        { "V='a'\r\nW=b", "a" },
        { "V=\"a\r\nb\"", "a\r\nb" },
        { "\n\n\t\n V=a\n\n", "a" },
        { "\uFEFFV=a", "a" },
        { "\uFEFF# c\nV=a", "a" },
        { "", "(none)" },
        { "456=b\nV=a", "a" },
        { "A.B-C_[1]=b\nV=a", "a" },
        { "clé=b\nV=a", "a" },
    };

    /// <summary>Texts that Compose refuses, and the line of the fault.</summary>
    public static TheoryData<string, int> Faults => new()
    {
        { "V='a", 1 },
        { "V=\"a", 1 },
        { "V=\"a'", 1 },
        { "V='a\\'", 1 },
        { "V=\"a\\\"", 1 },
        { "A=1\n\nV='a\nb\nc", 3 },
        { "lol$wut", 1 },
        { "A=1\nB!=2", 2 },
        { "A='x\ny'\n%=1", 3 },
        { "A B=1", 1 },
        { "A B\nC=1", 1 },
        { "A=1\r\nINVALID LINE\r\n", 2 },
        { "V='it''s'", 1 },
        { "V=${", 1 },
        { "V=${}", 1 },
        { "V=${ }", 1 },
        { "V=${ SET}", 1 },
        { "V=${SET }", 1 },
        { "V=${SET", 1 },
        { "V=${SET!x}", 1 },
        { "V=${SET:x}", 1 },
        { "V=${NOPE:-d", 1 },
        { "V=${NOPE:-a b # c}", 1 },
        { "V=${1}", 1 },
        { "A=1\nV=\"${NOPE:-a\nb}\"", 2 },
        { "V=${NOPE:?}", 1 },
        { "V=${NOPE:?why}", 1 },
        { "V=${EMPTY:?why}", 1 },
        { "A=1\nV=${NOPE?why}", 2 },
        { "V=${NOPE:-${NOPE2:?why}}", 1 },
        { "=b", 1 },
        { "A=1\nB C", 2 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_what_Compose_makes_of_it(string text, string expected) => Assert.Equal(expected, Value(text) ?? "(none)");

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_Compose_refuses_is_refused_and_its_line_is_named(string text, int line)
    {
        BackupException exception = Assert.Throws<BackupException>(() => Parse(text));
        Assert.Equal(BackupFailure.SettingInvalid, exception.Failure);
        Assert.Equal(Path, exception.Subject);
        Assert.Contains(Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"line {line}:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_knows_its_line()
    {
        EnvFile file = Parse("# c\nA=1\n\nB='x\ny'\nexport C=3\r\nA=2");
        Assert.Equal(6 + 1, file.Variables["A"].Line);
        Assert.Equal(4, file.Variables["B"].Line);
        Assert.Equal(6, file.Variables["C"].Line);
        Assert.Equal("2", file.Variables["A"].Value);
    }

    [Fact]
    public void A_name_alone_takes_the_value_of_the_process()
    {
        Assert.Equal("process", Parse("export SET").Variables["SET"].Value);
        Assert.Empty(Parse("export ").Variables);
        EnvFile file = Parse("SET\nNOPE\nexport EMPTY\n");
        Assert.Equal("process", file.Variables["SET"].Value);
        Assert.Equal("", file.Variables["EMPTY"].Value);
        Assert.False(file.Variables.ContainsKey("NOPE"));
    }

    [Fact]
    public void The_author_s_message_is_shown_as_it_stands()
        => Assert.EndsWith("the variable DB is required and not set: set ${DB} first.", Fault("V=${DB:?set ${DB} first}").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("POSTGRES_PASSWORD=pa${ss:?hunter2}", "hunter2")]
    [InlineData("API_TOKEN=pa${ss:?hunter2}", "hunter2")]
    [InlineData("POSTGRES_PASSWORD=\"hunter2", "hunter2")]
    [InlineData("POSTGRES_PASSWORD='it''hunter2'", "hunter2")]
    [InlineData("POSTGRES_PASSWORD=hunter2${", "hunter2")]
    [InlineData("KEY=-----BEGIN\nhunter2+hunter2==", "hunter2")]
    [InlineData("KEY=-----BEGIN\nhunter2 hunter2=", "hunter2")]
    [InlineData("A=hunter2\nV=${DB:?$A}", "hunter2")]
    public void A_message_holds_nothing_of_a_secret(string text, string secret)
        => Assert.DoesNotContain(secret, Fault(text).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_message_keeps_to_its_line()
        => Assert.Contains(@"a\u000Db", Fault("V=${DB:?a\rb}").Message, StringComparison.Ordinal);

    [Fact]
    public void Nesting_without_end_is_an_error_not_the_end_of_the_process()
    {
        string text = "V=" + string.Concat(Enumerable.Repeat("${NOPE:-", 100_000)) + new string('}', 100_000);
        Assert.Equal(BackupFailure.SettingInvalid, Fault(text).Failure);
    }

    [Fact]
    public void Growth_without_end_is_an_error_not_the_end_of_the_process()
    {
        string text = "A=" + new string('x', 1000) + "\n" + string.Concat(Enumerable.Range(0, 20).Select(_ => "A=$A$A$A$A$A$A$A$A\n"));
        Assert.Equal(BackupFailure.SettingInvalid, Fault(text).Failure);
    }

    private static string? Value(string text) => Parse(text).Variables.GetValueOrDefault("V")?.Value;

    private static BackupException Fault(string text) => Assert.Throws<BackupException>(() => Parse(text));

    private static EnvFile Parse(string text) => EnvFileParser.Parse(text, Path, s_process.GetValueOrDefault);
}
