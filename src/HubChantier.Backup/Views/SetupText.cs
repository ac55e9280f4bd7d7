using System.Text;

namespace HubChantier.Backup.Commands.Views;

/// <summary>A check of the set-up as a person reads it: its mark, and under what is not as it should be, what to paste.</summary>
public static class SetupText
{
    /// <summary>A check in full.</summary>
    public static string Of(HubSetupCheck check)
    {
        StringBuilder text = new($"  {Mark(check.Status)} {check.Name}: {check.Message}");
        foreach (string line in check.Recommendation?.Split('\n') ?? [])
        {
            text.Append("\n      ").Append(line.TrimEnd());
        }

        return text.ToString();
    }

    private static char Mark(HubSetupStatus status) => status switch
    {
        HubSetupStatus.Passed => '✓',
        HubSetupStatus.Warning => '!',
        HubSetupStatus.Failed => '✗',
        _ => '-',
    };
}
