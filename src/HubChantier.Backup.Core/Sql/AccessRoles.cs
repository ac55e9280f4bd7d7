namespace HubChantier.Backup.Sql;

/// <summary>The roles that statements of owners and grants name.</summary>
internal sealed class AccessRoles
{
    private readonly SortedSet<string> _all = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _owners = new(StringComparer.Ordinal);

    /// <summary>All of them: they must exist.</summary>
    public IReadOnlyCollection<string> All => _all;

    /// <summary>Those that become owners, or whose default privileges are set: whoever carries the statements out must be a member of them.</summary>
    public IReadOnlyCollection<string> Owners => _owners;

    /// <summary>Whether a statement is to be carried out in another role's name, which only a superuser can.</summary>
    public bool ChangesSession { get; private set; }

    /// <summary>A role that gets or loses a right.</summary>
    public void AddGrantee(string role) => _all.Add(role);

    /// <summary>A role that owns.</summary>
    public void AddOwner(string role)
    {
        _all.Add(role);
        _owners.Add(role);
    }

    /// <summary>A role in whose name a statement is carried out.</summary>
    public void AddSession(string role)
    {
        _all.Add(role);
        ChangesSession = true;
    }
}
