namespace HubChantier.Backup.Health;

/// <summary>The places elsewhere, with the newest good backup at each: the configured one, and those that manifests tell of.</summary>
internal static class CopyPlaces
{
    /// <summary>Lists them, the configured one first.</summary>
    /// <param name="good">The good backups, oldest first.</param>
    /// <param name="facts">The configured bucket, and the time.</param>
    public static IReadOnlyList<HubHealthCopy> Of(IReadOnlyList<HubBackup> good, HealthFacts facts)
    {
        List<HubHealthCopy> places =
        [
            .. good.Reverse()
                .SelectMany(backup => CopiesOf(backup).Where(copy => copy.Exists).Select(copy => Describe(backup, copy, facts)))
                .DistinctBy(place => (place.Endpoint?.ToUpperInvariant(), place.Bucket)),
        ];
        if (facts.Bucket is { } bucket && !places.Any(place => place.IsConfigured))
        {
            places.Add(new HubHealthCopy { Bucket = bucket, Endpoint = facts.Endpoint, IsConfigured = true });
        }

        return [.. places.OrderByDescending(place => place.IsConfigured)];
    }

    /// <summary>One that was found in the bucket alone is itself a copy.</summary>
    private static IEnumerable<HubCopy> CopiesOf(HubBackup backup) => backup.Remote is { } remote ? backup.Copies.Prepend(remote) : backup.Copies;

    private static HubHealthCopy Describe(HubBackup backup, HubCopy copy, HealthFacts facts) => new()
    {
        Bucket = copy.Bucket,
        Endpoint = copy.Endpoint,
        // Without an address the service is AWS, and the bucket's region is not looked up for this.
        IsConfigured = copy.Bucket == facts.Bucket && (facts.Endpoint is null || copy.Endpoint.Equals(facts.Endpoint, StringComparison.OrdinalIgnoreCase)),
        BackupName = backup.Name,
        State = copy.State,
        Uploaded = copy.Uploaded,
        Age = facts.Now - backup.Started,
    };
}
