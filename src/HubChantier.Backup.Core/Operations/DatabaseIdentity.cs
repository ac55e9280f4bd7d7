using System.Globalization;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>What a plain dump lacks of the database itself, for the one that is put into service: the live one's, else that of the backup's manifest.</summary>
internal sealed class DatabaseIdentity
{
    private readonly IDatabaseSession _maintenance;
    private readonly HubRestorePlan _plan;
    private readonly HubBackup _backup;
    private readonly AgeIdentities _identities;

    public DatabaseIdentity(IDatabaseSession maintenance, HubRestorePlan plan, HubBackup backup, AgeIdentities identities)
    {
        _maintenance = maintenance;
        _plan = plan;
        _backup = backup;
        _identities = identities;
    }

    /// <summary>The database's comment, which takes the place of the run's mark at the end; known once it was carried over.</summary>
    public string? Comment { get; private set; }

    /// <summary>Carries owner, grants, settings and limit over.</summary>
    /// <returns>What could not be.</returns>
    public async Task<IReadOnlyList<string>> CarryOverAsync(string database, CancellationToken token)
    {
        HubDatabaseIdentity? identity = _plan.ReplacesLive
            ? await DatabaseIdentityQuestions.ReadAsync(_maintenance, _plan.Database, token).ConfigureAwait(false)
            : _backup.Identity is { } kept ? SettingSeal.Open(kept, _backup, _identities) : null;
        if (identity is null)
        {
            return [];
        }

        Comment = identity.Comment;
        IReadOnlyList<HubIdentityProblem> problems = await DatabaseIdentityCarryOver.ApplyAsync(
            _maintenance, database, identity, withComment: false, token).ConfigureAwait(false);
        return [.. problems.Select(problem => string.Format(CultureInfo.CurrentCulture, Strings.IdentityNotCarried, problem.Part, problem.Name, problem.Message))];
    }
}
