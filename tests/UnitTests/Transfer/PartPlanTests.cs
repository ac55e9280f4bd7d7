using CsCheck;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.UnitTests.Transfer;

/// <summary>AWS: 10,000 parts of 5 MiB to 5 GiB, objects to 5 TiB; Scaleway: 1000 parts.</summary>
public sealed class PartPlanTests
{
    private const long MiB = 1 << 20;
    private const long GiB = 1 << 30;
    private const int Aws = 10_000;
    private const int Scaleway = 1_000;

    /// <summary>As many small lengths as large ones, half of them where one byte more makes another part.</summary>
    private static readonly Gen<long> s_length =
        from bits in Gen.Int[0, 42]
        from within in Gen.Double[0, 1]
        from edge in Gen.Bool
        from beside in Gen.Int[-2, 2]
        let length = (long)(Math.Pow(2, bits) * (1 + within))
        select Math.Clamp(edge ? (length / (1000 * MiB) * 1000 * MiB) + beside : length, 0, 5L << 40);

    [Fact]
    public void Every_file_fits_into_the_parts_that_the_service_takes()
        => Gen.Select(s_length, Gen.Bool.Select(few => few ? Scaleway : Aws)).Where((length, parts) => length <= parts * 5 * GiB).Sample((length, parts) =>
        {
            long size = PartPlan.SizeFor(length, parts, "f");

            Assert.InRange(size, PartPlan.MinimumSize, 5 * GiB);
            Assert.InRange((length + size - 1) / size, 0, parts);
            Assert.Equal(0, size % MiB);
        });

    [Fact]
    public void A_longer_file_never_has_smaller_parts_on_a_service_of_a_thousand()
        => Gen.Select(s_length, s_length).Where((first, second) => Math.Max(first, second) <= 1000 * 5 * GiB).Sample((first, second)
            => Assert.True(PartPlan.SizeFor(Math.Min(first, second), Scaleway, "f") <= PartPlan.SizeFor(Math.Max(first, second), Scaleway, "f")));

    [Theory]
    [InlineData(1, Aws, 16)]
    [InlineData(16_000 * MiB, Scaleway, 16)]
    [InlineData((16_000 * MiB) + 1, Scaleway, 17)]
    [InlineData(5L << 40, Aws, 525)]
    [InlineData(1000 * 5 * GiB, Scaleway, 5120)]
    public void Sizes_at_the_edges(long length, int parts, long mebibytes) => Assert.Equal(mebibytes * MiB, PartPlan.SizeFor(length, parts, "f"));

    [Fact]
    public void What_a_service_cannot_hold_is_refused_by_name()
    {
        BackupException refused = Assert.Throws<BackupException>(() => PartPlan.SizeFor((1000 * 5 * GiB) + 1, Scaleway, "too-large.sql.gz"));

        Assert.Equal(BackupFailure.S3Refused, refused.Failure);
        Assert.Contains("too-large.sql.gz", refused.Message, StringComparison.Ordinal);
    }
}
