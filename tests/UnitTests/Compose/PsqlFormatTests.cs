using CsCheck;
using HubChantier.Backup.Compose;

namespace HubChantier.Backup.UnitTests.Compose;

public sealed class PsqlFormatTests
{
    private readonly PsqlFormat _format = new();

    /// <summary>Written by hand as psql writes it with the format's own arguments (its print_unaligned_text).</summary>
    [Fact]
    public void Any_row_comes_back()
    {
        Gen<string?> value = Gen.Frequency((4, Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 8].Select(text => (string?)text)), (1, Gen.Const((string?)null)));

        value.Array[2].Array[0, 4].Sample(rows =>
        {
            byte[] output = System.Text.Encoding.UTF8.GetBytes(
                Argument("--pset=title=") + "\0a" + Argument("--field-separator=") + "b\0"
                + string.Concat(rows.Select(row => string.Join(Argument("--field-separator="), row.Select(field => field ?? Argument("--pset=null="))) + "\0"))
                + Status("00000", ""));
            Assert.True(_format.IsWhole(output));
            PsqlAnswer answer = _format.Read(output);
            Assert.True(answer.IsGood);
            Assert.Equal(rows, answer.Rows!);
        });
    }

    [Fact]
    public void A_statement_without_a_result_and_an_error_are_told()
    {
        Assert.Null(_format.Read(Bytes(Status("00000", ""))).Rows);
        PsqlAnswer error = _format.Read(Bytes(Status("42P01", "two\nlines")));

        Assert.False(error.IsGood);
        Assert.Equal(("42P01", "two\nlines"), (error.SqlState, error.Message));
        Assert.False(_format.IsWhole(Bytes(Status("00000", "")).AsSpan(..^1)));
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private string Argument(string name) => _format.Arguments.Single(argument => argument.StartsWith(name, StringComparison.Ordinal))[name.Length..];

    /// <summary>What psql makes of the order that ends a question.</summary>
    private string Status(string state, string message)
        => System.Text.Encoding.UTF8.GetString(_format.Question("")).Replace("\n\\echo ", "", StringComparison.Ordinal)
            .Replace(":SQLSTATE", state, StringComparison.Ordinal).Replace(":LAST_ERROR_MESSAGE", message, StringComparison.Ordinal);
}
