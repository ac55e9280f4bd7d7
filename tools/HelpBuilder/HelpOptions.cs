using System.Globalization;

namespace HubChantier.Backup.HelpBuilder;

/// <summary>The command line.</summary>
internal sealed record HelpOptions
{
    /// <summary>How the program is called.</summary>
    public const string Usage =
        "usage: HelpBuilder --assembly X.dll --docs FOLDER --output FOLDER --culture NAME [--culture NAME ...] [--reference Y.dll ...]";

    /// <summary>The cmdlets' assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>The folder that holds one folder of Markdown pages a language.</summary>
    public required string Docs { get; init; }

    /// <summary>The module's root: gets one folder a language.</summary>
    public required string Output { get; init; }

    /// <summary>The languages; a page that one of them lacks is an error.</summary>
    public required IReadOnlyList<CultureInfo> Cultures { get; init; }

    /// <summary>Assemblies that the cmdlets' one needs and that do not lie beside it.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Reads the command line; null if it is not one.</summary>
    public static HelpOptions? Parse(string[] arguments)
    {
        ILookup<string, string> values = arguments.Chunk(2).ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        string[] known = ["--assembly", "--docs", "--output", "--culture", "--reference"];
        bool complete = known[..3].All(name => values[name].Count() == 1)
            && values["--culture"].Any()
            && values.All(value => known.Contains(value.Key) && value.All(text => text.Length > 0));
        return !complete ? null : new HelpOptions
        {
            Assembly = values["--assembly"].Single(),
            Docs = Path.GetFullPath(values["--docs"].Single()),
            Output = Path.GetFullPath(values["--output"].Single()),
            Cultures = [.. values["--culture"].Select(CultureInfo.GetCultureInfo)],
            References = [.. values["--reference"]],
        };
    }
}
