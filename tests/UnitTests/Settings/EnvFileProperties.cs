using CsCheck;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>What holds for env files of any text.</summary>
public sealed class EnvFileProperties
{
    /// <summary>Pieces that mean something; random characters alone seldom meet.</summary>
    private static readonly Gen<string> s_soup = Gen.OneOf(
        Gen.OneOf(
            "A", "B=", "=", ":", "\n", "\r\n", " ", "\t", "#", " # ", "'", "\"", "\\", "\\n", "\\0", "\\012", "$", "$$", "$A", "${", "}", "${A}", "${A:-", "${A:?", "${A+",
            "export ", "é", "\uFEFF", "\0", "`id`", "$(id)"),
        Gen.String).Array[0, 40].Select(string.Concat);

    [Fact]
    public void Any_text_is_read_or_refused_with_an_error_of_ours() => Gen.OneOf(s_soup, Gen.String).Sample(text =>
    {
        try
        {
            EnvFile file = Parse(text);
            Assert.All(file.Variables.Values, variable => Assert.InRange(variable.Line, 1, 1 + text.Count(character => character == '\n')));
        }
        catch (BackupException exception)
        {
            Assert.Equal(BackupFailure.SettingInvalid, exception.Failure);
        }
    });

    [Fact]
    public void What_is_put_in_single_quotes_comes_out_as_it_is()
        => Gen.OneOf(s_soup, Gen.String).Where(value => !value.Contains('\'') && !value.EndsWith('\\')).Sample(value => Assert.Equal(value, Value($"V='{value}'")));

    [Fact]
    public void What_is_put_in_double_quotes_with_escapes_comes_out_as_it_is()
        => Gen.OneOf(s_soup, Gen.String).Sample(value => Assert.Equal(value, Value($"V=\"{Escape(value)}\"\nW=1")));

    [Fact]
    public void A_comment_and_another_variable_change_nothing() => Gen.OneOf(s_soup, Gen.String).Sample(value =>
    {
        string quoted = Escape(value);
        Assert.Equal(Value($"V=\"{quoted}\""), Value($"# a\nA=1\nexport V = \"{quoted}\" # b\nB=$V\n"));
    });

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("$", "\\$", StringComparison.Ordinal);

    private static string? Value(string text) => Parse(text).Variables["V"].Value;

    private static EnvFile Parse(string text) => EnvFileParser.Parse(text, "/f", name => name == "A" ? "process" : null);
}
