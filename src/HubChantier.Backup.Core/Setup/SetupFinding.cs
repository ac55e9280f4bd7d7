using System.Globalization;

namespace HubChantier.Backup.Setup;

/// <summary>What a check found.</summary>
internal sealed record SetupFinding(HubSetupStatus Status, string Message, string? Recommendation)
{
    public static SetupFinding Passed(string format, params ReadOnlySpan<object?> values) => new(HubSetupStatus.Passed, Format(format, values), Recommendation: null);

    public static SetupFinding Skipped(string format, params ReadOnlySpan<object?> values) => new(HubSetupStatus.Skipped, Format(format, values), Recommendation: null);

    public static SetupFinding Warning(string recommendation, string format, params ReadOnlySpan<object?> values)
        => new(HubSetupStatus.Warning, Format(format, values), recommendation);

    public static SetupFinding Failed(string recommendation, string format, params ReadOnlySpan<object?> values)
        => new(HubSetupStatus.Failed, Format(format, values), recommendation);

    /// <summary>A text in the user's language and culture.</summary>
    public static string Format(string format, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
