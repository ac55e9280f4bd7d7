namespace HubChantier.Backup.Ports;

/// <summary>Makes what third-party packages give. Implemented by HubChantier.Backup.Providers, which loads on first use in a load context of its own.</summary>
public interface IProviders
{
    /// <summary>A server that is asked over PostgreSQL's own protocol.</summary>
    IDatabaseServer CreateDatabaseServer(ConnectionSettings connection);
}
