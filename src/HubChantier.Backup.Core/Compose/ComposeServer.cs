using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Compose;

/// <summary>A server in a container whose port is not published: questions go through psql in the container.</summary>
public sealed class ComposeServer : IDatabaseServer
{
    private readonly ComposeProject _project;
    private readonly ConnectionSettings _connection;
    private readonly ComposeCommand _command;
    private bool _isChecked;

    /// <summary>Makes a server; nothing is started yet.</summary>
    public ComposeServer(ComposeProject project, ConnectionSettings connection)
    {
        _project = project;
        _connection = connection;
        _command = new ComposeCommand(project, connection);
    }

    /// <summary>Version of docker compose on this machine.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ClientProgramMissing"/>: docker or compose is missing, or compose is too old.</exception>
    public static async Task<string> ComposeVersionAsync(CancellationToken token)
        => (await ComposeCommand.CheckAsync(token).ConfigureAwait(false)).ToString();

    /// <summary>Opens a session in a database of the server.</summary>
    /// <exception cref="BackupException">
    /// Those of <see cref="IDatabaseServer.ConnectAsync"/>; <see cref="BackupFailure.ClientProgramMissing"/>: docker, compose or the
    /// container's psql is missing; <see cref="BackupFailure.ComposeInvalid"/>; <see cref="BackupFailure.ServiceNotRunning"/>.
    /// </exception>
    public async Task<IDatabaseSession> ConnectAsync(string database, CancellationToken token)
    {
        if (!_isChecked)
        {
            await ComposeCommand.CheckAsync(token).ConfigureAwait(false);
            _isChecked = true;
        }

        ComposeErrors errors = new(_project, _connection, database);
        try
        {
            return await ComposeSession.OpenAsync(_command, _connection, errors, database, token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.ServiceNotRunning)
        {
            // Compose has the same words for a service that its files do not have.
            IReadOnlyList<string> services = await _command.ServicesAsync(token).ConfigureAwait(false);
            throw services.Count == 0 || services.Contains(_project.Service) ? exception : errors.OfUnknownService(services);
        }
    }
}
