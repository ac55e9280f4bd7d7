using System.Globalization;

namespace HubChantier.Backup.Packager;

/// <summary>The time that is written into what is made: the commit's, so that the same commit makes the same bytes.</summary>
internal static class SourceDate
{
    /// <summary>UTC. SOURCE_DATE_EPOCH as reproducible-builds.org specifies it; else now.</summary>
    public static DateTimeOffset Value { get; } =
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UtcNow;
}
