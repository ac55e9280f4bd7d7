using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace HubChantier.Backup.Commands.Binding;

/// <summary>
/// Asks a person before something that matters. PowerShell fixes one impact for a cmdlet; a restore over a live database is of high impact, one
/// into a new database is not: the cmdlet says Medium, and what is high is asked for here, where an empty line is a no.
/// </summary>
internal static class Confirmation
{
    /// <summary>Whether to go on.</summary>
    /// <param name="command">The cmdlet, whose impact is Medium.</param>
    /// <param name="caption">What is asked, in a line.</param>
    /// <param name="details">All that a person needs to refuse the wrong thing.</param>
    /// <param name="isHigh">Whether it is of high impact.</param>
    /// <returns>False under -WhatIf, which has shown the details.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.Declined"/>, or <see cref="BackupFailure.ConfirmationNeeded"/>: there is nobody to ask.</exception>
    public static bool Ask(PSCmdlet command, string caption, string details, bool isHigh)
    {
        bool? asked = command.MyInvocation.BoundParameters.TryGetValue("Confirm", out object? value) ? (bool)(SwitchParameter)value : null;
        bool asksByPreference = Preference(command) <= (isHigh ? ConfirmImpact.High : ConfirmImpact.Medium);
        bool asks = asked ?? asksByPreference;
        if (asks && !IsWhatIf(command) && NobodyIsThere(command))
        {
            throw Nobody(caption, inner: null);
        }

        try
        {
            if (!isHigh || IsWhatIf(command))
            {
                return command.ShouldProcess(details, details, caption, out ShouldProcessReason reason)
                    || (reason == ShouldProcessReason.WhatIf ? false : throw Declined(caption));
            }

            command.WriteVerbose(details);
            return !asks || Prompt(command, details) ? true : throw Declined(caption);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or PSNotImplementedException or NotImplementedException)
        {
            throw Nobody(caption, exception);
        }
    }

    /// <summary>As ShouldContinue, but an empty line, typed too soon, is a no.</summary>
    private static bool Prompt(PSCmdlet command, string details)
    {
        const int No = 1;
        Collection<ChoiceDescription> choices = [new(Strings.ChoiceYes, Strings.ChoiceYesHelp), new(Strings.ChoiceNo, Strings.ChoiceNoHelp)];
        return (command.Host.UI ?? throw new PSInvalidOperationException()).PromptForChoice(Strings.ConfirmCaption, details, choices, No) != No;
    }

    /// <summary>None, PowerShell's word for never, is greater than all impacts here.</summary>
    private static ConfirmImpact Preference(PSCmdlet command)
        => LanguagePrimitives.TryConvertTo(command.SessionState.PSVariable.GetValue("ConfirmPreference"), out ConfirmImpact preference) && preference != ConfirmImpact.None
            ? preference
            : ConfirmImpact.High + 1;

    private static bool IsWhatIf(PSCmdlet command)
        => command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? value)
            ? (bool)(SwitchParameter)value
            : LanguagePrimitives.IsTrue(command.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>pwsh reads the answer from its input: a pipe, a file or nothing at all must never be taken for a person.</summary>
    private static bool NobodyIsThere(PSCmdlet command) => command.Host.Name == "ConsoleHost" && Console.IsInputRedirected;

    private static BackupException Declined(string caption)
        => new(BackupFailure.Declined, string.Format(CultureInfo.CurrentCulture, Strings.Declined, caption));

    private static BackupException Nobody(string caption, Exception? inner)
        => new(BackupFailure.ConfirmationNeeded, string.Format(CultureInfo.CurrentCulture, Strings.ConfirmationNeeded, caption), inner);
}
