using System.Text;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.UnitTests.Sql;

public sealed class NewerPreambleTests
{
    private const string Setting = "SET transaction_timeout = 0;\n";
    private const string Before = "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nSET lock_timeout = 0;\n";
    private const string After = "SET client_encoding = 'UTF8';\nCOPY t (a) FROM stdin;\nx\n" + Setting + "\\.\n";

    private int _leftOut;

    [Theory]
    [InlineData(16, Before + After)]
    [InlineData(17, Before + Setting + After)]
    public async Task The_setting_is_left_out_for_a_server_that_does_not_know_it(int server, string expected)
    {
        Assert.Equal(expected, await SentAsync(server, Before + Setting + After));
        Assert.Equal(server < 17 ? 1 : 0, _leftOut);
    }

    [Theory]
    [InlineData(Before + After)]
    [InlineData("SET client_encoding = 'UTF8';\n" + Before + Setting)]
    [InlineData(Setting + After)]
    [InlineData("")]
    public async Task What_is_no_preamble_stays_as_it_is(string text)
    {
        Assert.Equal(text, await SentAsync(13, text));
        Assert.Equal(0, _leftOut);
    }

    [Fact]
    public async Task Only_the_first_piece_is_looked_at()
        => Assert.Equal("-- a\n" + Before + Setting + After, await SentAsync(16, "-- a\n", Before + Setting + After));

    private async Task<string> SentAsync(int server, params string[] pieces)
    {
        StringBuilder sent = new();
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take = NewerPreamble.For(server, (piece, _) =>
        {
            sent.Append(Encoding.UTF8.GetString(piece.Span));
            return ValueTask.CompletedTask;
        }, () => _leftOut++);
        foreach (string piece in pieces)
        {
            await take(Encoding.UTF8.GetBytes(piece), CancellationToken.None);
        }

        return sent.ToString();
    }
}
