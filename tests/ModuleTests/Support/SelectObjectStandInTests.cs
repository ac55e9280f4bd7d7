using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Support;

/// <summary>The stand-in does what Select-Object does, or the tests that lean on it prove nothing.</summary>
public sealed class SelectObjectStandInTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("1..5 | Select-Object -First 2", "1 2")]
    [InlineData("1..5 | Select-Object -Last 2", "4 5")]
    [InlineData("'a', 'bcd' | Select-Object -ExpandProperty Length", "1 3")]
    [InlineData("'a', 'bcd' | Select-Object Length, Nothing | ForEach-Object { \"$($_.Length),$($_.Nothing).\" }", "1,. 3,.")]
    [InlineData("1..5 | ForEach-Object { $_; $ran = $_ } | Select-Object -First 2 | ForEach-Object { $_ }; \"ran $ran\"", "1 2 ran 1")]
    public void It_selects(string script, string expected)
        => Assert.Equal(expected, string.Join(' ', _session.Invoke(script).ThrowOnError().Output));
}
