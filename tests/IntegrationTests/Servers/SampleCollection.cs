namespace HubChantier.Backup.IntegrationTests.Servers;

[CollectionDefinition(nameof(SampleCollection))]
public sealed class SampleCollection : ICollectionFixture<SampleFixture>, ICollectionFixture<S3Server>;
