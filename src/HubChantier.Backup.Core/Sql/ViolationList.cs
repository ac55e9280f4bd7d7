namespace HubChantier.Backup.Sql;

/// <summary>Violations, of which the first hundred are kept: a hostile text could hold millions.</summary>
internal sealed class ViolationList
{
    /// <summary>Most violations kept.</summary>
    public const int Limit = 100;

    private readonly List<DumpViolation> _kept = [];

    /// <summary>The first ones.</summary>
    public IReadOnlyList<DumpViolation> Kept => _kept;

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(DumpViolation violation)
    {
        Count++;
        if (_kept.Count < Limit)
        {
            _kept.Add(violation);
        }
    }
}
