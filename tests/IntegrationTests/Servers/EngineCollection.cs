namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>The tests that share one Docker engine.</summary>
[CollectionDefinition(nameof(EngineCollection))]
public sealed class EngineCollection : ICollectionFixture<EngineFixture>;
