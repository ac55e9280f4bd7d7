namespace HubChantier.Backup;

/// <summary>One run of the foreground scheduler.</summary>
public sealed class HubScheduleRun
{
    /// <summary>When it was due.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>How it ended.</summary>
    public required HubRunResult Result { get; init; }

    /// <summary>The script's exit code.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Whether it made up for a run that was due while the scheduler did not run.</summary>
    public required bool IsCatchUp { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration => Finished - Started;

    /// <inheritdoc/>
    public override string ToString() => $"{Result} {Finished:u}";
}
