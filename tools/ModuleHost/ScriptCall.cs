using System.Management.Automation.Language;
using System.Text;

namespace HubChantier.Backup.ModuleHost;

/// <summary>Turns a command line into the call of a script.</summary>
internal static class ScriptCall
{
    public static string Compose(string path, string[] arguments)
    {
        StringBuilder call = new("& " + Quote(path));
        foreach (string argument in arguments)
        {
            bool isName = argument.Length > 1 && argument[0] == '-' && char.IsAsciiLetter(argument[1]);
            call.Append(' ').Append(isName ? argument : Quote(argument));
        }

        return call.ToString();
    }

    private static string Quote(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}
