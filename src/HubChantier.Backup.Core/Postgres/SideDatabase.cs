using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>A database that a run makes to load into. Its mark says so until it gets its final name.</summary>
public sealed class SideDatabase
{
    /// <summary>
    /// What CREATE DATABASE itself can write: a connection limit that nobody sets. The comment can only follow, and the server finishes a CREATE whose
    /// client was killed meanwhile; this tells whose it is.
    /// </summary>
    internal const int BirthMark = 1_867_334_561;

    private readonly IDatabaseSession _maintenance;
    private readonly MarkedDatabase _database;

    private SideDatabase(IDatabaseSession maintenance, MarkedDatabase database)
    {
        _maintenance = maintenance;
        _database = database;
    }

    /// <summary>Its name.</summary>
    public string Name => _database.Name;

    /// <summary>Its OID, which stays when it gets its final name.</summary>
    internal uint Oid => _database.Oid;

    /// <summary>Creates an empty database with the encoding and locale of another.</summary>
    /// <param name="maintenance">A session in another database of the server; it must outlive this object.</param>
    /// <param name="name">A name that is free.</param>
    /// <param name="of">Name of the database that it is loaded for.</param>
    /// <param name="like">The server a backup was made of, or null for the target server's own defaults.</param>
    /// <param name="run">The run that makes it.</param>
    /// <param name="since">The time now, UTC.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.PermissionDenied"/>: no CREATEDB; <see cref="BackupFailure.LocaleMissing"/>; <see cref="BackupFailure.TargetExists"/>.
    /// </exception>
    public static async Task<SideDatabase> CreateAsync(
        IDatabaseSession maintenance, string name, string of, HubServer? like, Guid run, DateTimeOffset since, CancellationToken token)
    {
        try
        {
            await maintenance.QueryAsync(CreateStatement(name, like), token).ConfigureAwait(false);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.QueryFailed && like is not null)
        {
            throw new BackupException(
                BackupFailure.LocaleMissing,
                string.Format(CultureInfo.CurrentCulture, Strings.LocaleMissing, like.Encoding, like.Collate, exception.Message),
                exception,
                name);
        }

        // From here on the mark must get there, or nobody could tell later whose database this is.
        uint oid = uint.Parse(
            (await ServerQuestions.ScalarAsync(
                maintenance, $"SELECT oid FROM pg_database WHERE datname = {SqlText.Literal(name)}", CancellationToken.None).ConfigureAwait(false))!,
            CultureInfo.InvariantCulture);
        DatabaseMark mark = new() { Role = DatabaseRole.Side, Oid = oid, Run = run, Of = of, Since = since };
        await maintenance.QueryAsync(
            $"BEGIN; COMMENT ON DATABASE {SqlText.Identifier(name)} IS {SqlText.Literal(mark.ToComment())}; "
            + $"ALTER DATABASE {SqlText.Identifier(name)} CONNECTION LIMIT -1; COMMIT",
            CancellationToken.None).ConfigureAwait(false);
        return new SideDatabase(maintenance, new MarkedDatabase(oid, name, Size: null, mark));
    }

    /// <summary>Gives it its final name, and its comment in the place of the mark, in one transaction. Nobody may be connected to it.</summary>
    public Task RenameAsync(string name, string? comment, CancellationToken token) => _maintenance.QueryAsync(
        $"BEGIN; ALTER DATABASE {SqlText.Identifier(Name)} RENAME TO {SqlText.Identifier(name)}; "
        + $"COMMENT ON DATABASE {SqlText.Identifier(name)} IS {(comment is null ? "NULL" : SqlText.Literal(comment))}; COMMIT",
        token);

    /// <summary>Gives it another name and its own back in one transaction, to see that the server lets us. Nobody may be connected to it.</summary>
    public Task TryRenameAsync(string name, CancellationToken token) => _maintenance.QueryAsync(
        $"BEGIN; ALTER DATABASE {SqlText.Identifier(Name)} RENAME TO {SqlText.Identifier(name)}; "
        + $"ALTER DATABASE {SqlText.Identifier(name)} RENAME TO {SqlText.Identifier(Name)}; COMMIT",
        token);

    /// <summary>Drops it with the sessions that are in it, if it is still the one that the run made.</summary>
    /// <returns>Whether it is gone.</returns>
    public Task<bool> DropAsync(CancellationToken token) => _database.DropAsync(_maintenance, token);

    private static string CreateStatement(string name, HubServer? like)
    {
        string create = string.Create(
            CultureInfo.InvariantCulture, $"CREATE DATABASE {SqlText.Identifier(name)} TEMPLATE template0 CONNECTION LIMIT {BirthMark}");
        if (like is null)
        {
            return create;
        }

        create += $" ENCODING {SqlText.Literal(like.Encoding)} LC_COLLATE {SqlText.Literal(like.Collate)} LC_CTYPE {SqlText.Literal(like.Ctype)}";
        return (like.LocaleProvider, like.Locale) switch
        {
            ("icu", { } locale) => $"{create} LOCALE_PROVIDER icu ICU_LOCALE {SqlText.Literal(locale)}",
            ("builtin", { } locale) => $"{create} LOCALE_PROVIDER builtin BUILTIN_LOCALE {SqlText.Literal(locale)}",
            _ => create,
        };
    }
}
