namespace HubChantier.Backup.Ports;

/// <summary>The pg_dump and the psql of one place: this machine, or the server's container.</summary>
public interface IPostgresClient : IDumpSource, ISqlTarget;
