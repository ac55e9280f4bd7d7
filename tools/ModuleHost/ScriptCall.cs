using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.ModuleHost;

/// <summary>Turns a command line into the call of a script, by the rules of <c>pwsh -File</c>: a value is text, and is never run.</summary>
internal static partial class ScriptCall
{
    /// <summary>The variable in which the call leaves whether it succeeded.</summary>
    public const string Succeeded = "ModuleHostSucceeded";

    public static string Compose(string path, string[] arguments)
    {
        StringBuilder call = new("& " + Quote(path));
        foreach (string argument in arguments)
        {
            call.Append(' ').Append(Argument(argument));
        }

        // `exit N` sets $LASTEXITCODE, as every program that the script runs does; with any N but 0 the call has failed, too.
        return call.Append("\n$global:").Append(Succeeded).Append(" = $?").ToString();
    }

    private static string Argument(string argument)
    {
        if (Parameter().Match(argument) is not { Success: true } match)
        {
            return Quote(argument);
        }

        string name = match.Groups["name"].Value;
        Group value = match.Groups["value"];
        return !value.Success ? name : name + ":" + (value.Value.ToUpperInvariant() is "$TRUE" or "$FALSE" ? value.Value : Quote(value.Value));
    }

    private static string Quote(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";

    [GeneratedRegex(@"^(?<name>-[\p{L}_]\w*)(:(?<value>.*))?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
