namespace HubChantier.Backup.Setup;

/// <summary>One check of the set-up.</summary>
internal abstract class SetupCheck
{
    /// <summary>Makes the check.</summary>
    /// <param name="category">What it is about.</param>
    /// <param name="name">Its name, unlike any other's.</param>
    /// <param name="needs">The checks and settings without which it could say nothing; those that were not made stand in no way.</param>
    protected SetupCheck(HubSetupCategory category, string name, params IReadOnlyList<string> needs)
    {
        Category = category;
        Name = name;
        Needs = needs;
    }

    public HubSetupCategory Category { get; }

    public string Name { get; }

    public IReadOnlyList<string> Needs { get; }

    /// <summary>Makes the check.</summary>
    /// <exception cref="BackupException">What was tried failed, and the check has nothing better to say than the failure itself.</exception>
    public abstract Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token);
}
