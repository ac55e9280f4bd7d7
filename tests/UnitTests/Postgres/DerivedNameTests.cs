using System.Text;
using CsCheck;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.UnitTests.Postgres;

public sealed class DerivedNameTests
{
    [Fact]
    public void A_short_name_is_kept() => Assert.Equal("hub_restore_1", DerivedName.Compose("hub", "_restore_1"));

    [Fact]
    public void A_derived_name_always_fits_ends_with_its_suffix_and_cuts_no_character()
        => Gen.String[0, 80].Where(name => !name.Any(char.IsSurrogate)).Sample(name =>
        {
            const string Suffix = "_restore_20260208_030000";
            string derived = DerivedName.Compose(name, Suffix);
            Assert.True(Encoding.UTF8.GetByteCount(derived) <= DerivedName.MaximumBytes);
            Assert.EndsWith(Suffix, derived, StringComparison.Ordinal);
            Assert.StartsWith(derived[..^Suffix.Length], name, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("", false)]
    [InlineData("a\nb", false)]
    [InlineData("é", true)]
    public void Names_are_checked(string name, bool valid) => Assert.Equal(valid, DerivedName.IsValid(name));

    [Fact]
    public void The_limit_is_in_bytes()
    {
        Assert.True(DerivedName.IsValid(new string('é', 31)));
        Assert.False(DerivedName.IsValid(new string('é', 32)));
    }
}
