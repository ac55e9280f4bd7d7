using System.Globalization;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Postgres;

/// <summary>
/// A database that a run makes to load into. It is known by its OID and by a comment with the run's own mark, never by its
/// name: only such a one is dropped.
/// </summary>
public sealed class SideDatabase
{
    private readonly IDatabaseSession _maintenance;
    private readonly string _oid;
    private readonly string _mark;

    private SideDatabase(IDatabaseSession maintenance, string name, string oid, string mark)
    {
        _maintenance = maintenance;
        Name = name;
        _oid = oid;
        _mark = mark;
    }

    /// <summary>Its name now.</summary>
    public string Name { get; private set; }

    /// <summary>Creates an empty database with the encoding and locale of another.</summary>
    /// <param name="maintenance">A session in another database of the server; it must outlive this object.</param>
    /// <param name="name">A name that is free.</param>
    /// <param name="like">The server a backup was made of, or null for the target server's own defaults.</param>
    /// <param name="run">The run that makes it.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.PermissionDenied"/>: no CREATEDB; <see cref="BackupFailure.LocaleMissing"/>; <see cref="BackupFailure.TargetExists"/>.
    /// </exception>
    public static async Task<SideDatabase> CreateAsync(
        IDatabaseSession maintenance, string name, HubServer? like, Guid run, CancellationToken token)
    {
        string mark = $"HubChantier.Backup: a restore is loading here (run {run})";
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
        string oid = (await ServerQuestions.ScalarAsync(
            maintenance,
            $"COMMENT ON DATABASE {SqlText.Identifier(name)} IS {SqlText.Literal(mark)}; SELECT oid FROM pg_database WHERE datname = {SqlText.Literal(name)}",
            CancellationToken.None).ConfigureAwait(false))!;
        return new SideDatabase(maintenance, name, oid, mark);
    }

    /// <summary>Gives it its final name and takes the mark away, in one transaction. Nobody may be connected to it.</summary>
    public async Task RenameAsync(string name, CancellationToken token)
    {
        await _maintenance.QueryAsync(
            $"BEGIN; ALTER DATABASE {SqlText.Identifier(Name)} RENAME TO {SqlText.Identifier(name)}; "
            + $"COMMENT ON DATABASE {SqlText.Identifier(name)} IS NULL; COMMIT",
            token).ConfigureAwait(false);
        Name = name;
    }

    /// <summary>Drops it with the sessions that are in it, if it is still the one that the run made.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DropAsync(CancellationToken token)
    {
        string ours = $"SELECT count(*) FROM pg_database d WHERE d.oid = {_oid} AND d.datname = {SqlText.Literal(Name)} "
            + $"AND shobj_description(d.oid, 'pg_database') = {SqlText.Literal(_mark)}";
        if (await ServerQuestions.NumberAsync(_maintenance, ours, token).ConfigureAwait(false) == 0)
        {
            return false;
        }

        await _maintenance.QueryAsync($"DROP DATABASE {SqlText.Identifier(Name)} WITH (FORCE)", token).ConfigureAwait(false);
        return await ServerQuestions.NumberAsync(_maintenance, $"SELECT count(*) FROM pg_database WHERE oid = {_oid}", token).ConfigureAwait(false) == 0;
    }

    private static string CreateStatement(string name, HubServer? like)
    {
        string create = $"CREATE DATABASE {SqlText.Identifier(name)} TEMPLATE template0";
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
