using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Compose;

/// <summary>Names what docker, compose or a program in the container reports about a question to a database.</summary>
internal sealed class ComposeErrors
{
    /// <summary>Exit codes of compose for files that it cannot read and for a variable that must be set (compose-go's errdefs; seen with 2.26).</summary>
    private const int ComposeParseFailed = 14;
    private const int ComposeInterpolationFailed = 15;

    /// <summary>Exit codes of a shell, and of docker for it: the program cannot be run, or is not there.</summary>
    private const int CannotRun = 126;
    private const int NotFound = 127;

    /// <summary>SQLSTATEs that say more than "failed"; PostgreSQL's documentation, appendix A.</summary>
    private static readonly Dictionary<string, BackupFailure> s_bySqlState = new(StringComparer.Ordinal)
    {
        ["28P01"] = BackupFailure.AuthenticationFailed,
        ["28000"] = BackupFailure.AuthenticationFailed,
        ["3D000"] = BackupFailure.DatabaseMissing,
        ["42501"] = BackupFailure.PermissionDenied,
        ["57P03"] = BackupFailure.ServerUnreachable,
        ["53300"] = BackupFailure.ServerUnreachable,
        ["57P01"] = BackupFailure.ServerUnreachable,
        ["57P02"] = BackupFailure.ServerUnreachable,
        // psql has none for a connection that broke.
        [""] = BackupFailure.ServerUnreachable,
    };

    /// <summary>
    /// Before a session is open psql gives no SQLSTATE: the words are compose's and docker's, and those of a server that speaks
    /// English. One that speaks another language is reported as not answering, in its own words.
    /// </summary>
    private static readonly (string Words, BackupFailure Failure)[] s_byWords =
    [
        ("is missing a value", BackupFailure.ComposeInvalid),
        ("is not running", BackupFailure.ServiceNotRunning),
        ("is restarting", BackupFailure.ServiceNotRunning),
        ("is paused", BackupFailure.ServiceNotRunning),
        ("No such container", BackupFailure.ServiceNotRunning),
        ("executable file not found", BackupFailure.ClientProgramMissing),
        ("authentication failed", BackupFailure.AuthenticationFailed),
        ("no password supplied", BackupFailure.AuthenticationFailed),
        ("no pg_hba.conf entry", BackupFailure.AuthenticationFailed),
        ("role \"", BackupFailure.AuthenticationFailed),
        ("permission denied for database", BackupFailure.PermissionDenied),
        ("is not currently accepting connections", BackupFailure.PermissionDenied),
    ];

    private readonly ComposeProject _project;
    private readonly ConnectionSettings _connection;
    private readonly string _database;

    public ComposeErrors(ComposeProject project, ConnectionSettings connection, string database)
    {
        _project = project;
        _connection = connection;
        _database = database;
    }

    /// <summary>A statement failed.</summary>
    public BackupException OfAnswer(PsqlAnswer answer)
        => Make(s_bySqlState.GetValueOrDefault(answer.SqlState, BackupFailure.QueryFailed), $"{answer.SqlState}: {answer.Message}");

    /// <summary>The program ended where an answer was awaited.</summary>
    public BackupException OfEnd(ChildProcessResult end) => Make(Classify(end), end.ErrorText);

    /// <summary>The compose files have other services only.</summary>
    public BackupException OfUnknownService(IReadOnlyList<string> services)
        => Make(BackupFailure.ComposeInvalid, string.Format(CultureInfo.CurrentCulture, Strings.ServiceUnknown, string.Join(", ", services)));

    private BackupFailure Classify(ChildProcessResult end)
    {
        switch (end.ExitCode)
        {
            case ComposeParseFailed or ComposeInterpolationFailed:
                return BackupFailure.ComposeInvalid;
            case CannotRun or NotFound:
                return BackupFailure.ClientProgramMissing;
        }

        if (end.ErrorText.Contains($"database \"{_database}\" does not exist", StringComparison.Ordinal))
        {
            return BackupFailure.DatabaseMissing;
        }

        foreach ((string words, BackupFailure failure) in s_byWords)
        {
            if (end.ErrorText.Contains(words, StringComparison.Ordinal))
            {
                return failure;
            }
        }

        return BackupFailure.ServerUnreachable;
    }

    private BackupException Make(BackupFailure failure, string words)
    {
        string text = failure switch
        {
            BackupFailure.ComposeInvalid => Strings.ComposeInvalid,
            BackupFailure.ServiceNotRunning => Strings.ServiceNotRunning,
            BackupFailure.ClientProgramMissing => Strings.ContainerProgramMissing,
            BackupFailure.AuthenticationFailed => Strings.ComposeAuthenticationFailed,
            BackupFailure.DatabaseMissing => Strings.ComposeDatabaseMissing,
            BackupFailure.PermissionDenied => Strings.ComposePermissionDenied,
            BackupFailure.QueryFailed => Strings.ComposeQueryFailed,
            _ => Strings.ComposeUnreachable,
        };
        return new BackupException(
            failure,
            string.Format(CultureInfo.CurrentCulture, text, _project, _database, _connection.User, words),
            subject: failure is BackupFailure.ComposeInvalid or BackupFailure.ServiceNotRunning or BackupFailure.ClientProgramMissing ? _project.Service : _database);
    }
}
