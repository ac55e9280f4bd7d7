using System.Globalization;
using System.Management.Automation;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Help;

/// <summary>What Get-Help shows of the laid module, in both languages; and that it is what the engine itself knows of the cmdlets.</summary>
public sealed class HelpTests : IDisposable
{
    private static readonly string[] s_languages = ["en-US", "fr-FR"];

    private readonly Dictionary<string, ModuleSession> _sessions = s_languages.ToDictionary(name => name, name => new ModuleSession(CultureInfo.GetCultureInfo(name)));

    public static TheoryData<string> Languages => [.. s_languages];

    public void Dispose()
    {
        foreach (ModuleSession session in _sessions.Values)
        {
            session.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_cmdlet_is_described_and_has_three_examples(string language)
        => Assert.All(Commands(language), command =>
        {
            PSObject help = Help(language, command);
            Assert.EndsWith(".", Text(help, "Synopsis").Trim(), StringComparison.Ordinal);
            Assert.NotEmpty(Items(help, "description"));
            Assert.True(Items(help, "examples", "example").Length >= 3, $"{command.Name} has too few examples");
            Assert.NotEmpty(Items(help, "returnValues", "returnValue"));
            Assert.NotEmpty(Items(help, "alertSet", "alert"));
        });

    [Theory]
    [MemberData(nameof(Languages))]
    public void Parameters_are_all_there_and_as_the_engine_has_them(string language)
        => Assert.All(Commands(language), command =>
        {
            Dictionary<string, PSObject> described = Items(Help(language, command), "parameters", "parameter").ToDictionary(parameter => Text(parameter, "name"));
            ParameterMetadata[] known = [.. command.Parameters.Values.Where(parameter => !IsCommon(parameter.Name))];

            Assert.Equal(known.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), described.Keys.Order(StringComparer.Ordinal));
            Assert.All(known, parameter => Same(parameter, described[parameter.Name]));
        });

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_syntax_has_the_engines_parameter_sets(string language)
        => Assert.All(Commands(language), command => Assert.Equal(
            command.ParameterSets
                .OrderByDescending(set => set.IsDefault)
                .Select(set => string.Join(' ', set.Parameters.Select(parameter => parameter.Name).Where(name => !IsCommon(name)).Order(StringComparer.Ordinal)))
                .Order(StringComparer.Ordinal),
            Items(Help(language, command), "syntax", "syntaxItem")
                .Select(set => string.Join(' ', Items(set, "parameter").Select(parameter => Text(parameter, "name")).Order(StringComparer.Ordinal)))
                .Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("fr-BE")]
    [InlineData("fr-CA")]
    public void Whoever_speaks_French_gets_French(string language)
    {
        using ModuleSession session = new(CultureInfo.GetCultureInfo(language));

        Assert.StartsWith("Liste les sauvegardes", session.Invoke("(Get-Help Get-HubBackup).Synopsis").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US", "Example 1: ", "Accepted values: 1 to 65535.")]
    [InlineData("fr-FR", "Exemple 1\u202F: ", "Valeurs permises\u202F: de 1 à 65535.")]
    public void The_views_show_the_help_well(string language, string example, string range)
    {
        string[] full = Show(language, "Get-Help Restore-HubBackup -Full");
        string[] examples = Show(language, "Get-Help Restore-HubBackup -Examples");
        string[] port = Show(language, "Get-Help Restore-HubBackup -Parameter Port");

        Assert.Contains("NAME", full);
        Assert.Contains("    -Path <string[]>", full);
        Assert.Contains("        Required?                    true", full);
        Assert.Contains(range, string.Join('\n', port), StringComparison.Ordinal);
        // The steps are a list, with a hanging indent, and an empty line on either side.
        int first = Array.FindIndex(full, line => line.StartsWith("    01. ", StringComparison.Ordinal));
        Assert.Equal("", full[first - 1].Trim());
        Assert.StartsWith("        ", full[first + 1], StringComparison.Ordinal);
        int after = Array.FindIndex(full, Array.FindIndex(full, line => line.StartsWith("    06. ", StringComparison.Ordinal)) + 1, line => !line.StartsWith("        ", StringComparison.Ordinal));
        Assert.Equal("", full[after].Trim());
        Assert.NotEqual("", full[after + 1].Trim());
        // Each example stands apart from the one before.
        int[] titles = [.. examples.Index().Where(line => line.Item.StartsWith("    ----", StringComparison.Ordinal)).Select(line => line.Index)];
        Assert.Contains(example, examples[titles[0]], StringComparison.Ordinal);
        Assert.True(titles.Length >= 3);
        Assert.All(titles, index => Assert.Equal("", examples[index - 1].Trim()));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void About_topics_are_found_and_fit_a_terminal(string language)
    {
        PSObject[] topics = [.. _sessions[language].Invoke("Get-Help about_Hub*").ThrowOnError().Output];

        Assert.Equal(
            Directory.EnumerateFiles(RepositoryRoot.Combine("docs", "en-US"), "about_*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            topics.Select(topic => Text(topic, "Name")).Order(StringComparer.Ordinal));
        Assert.All(topics, topic =>
        {
            Assert.EndsWith(".", Text(topic, "Synopsis"), StringComparison.Ordinal);
            string text = _sessions[language].Invoke("param($name) Get-Help $name", new { name = Text(topic, "Name") }).Single();
            Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        });
    }

    private static void Same(ParameterMetadata known, PSObject described)
    {
        ParameterSetMetadata[] sets = [.. known.ParameterSets.Values];
        Assert.True(Items(described, "description").Length > 0, known.Name);
        Assert.Equal(sets.All(set => set.IsMandatory), bool.Parse(Text(described, "required")));
        Assert.Equal(known.Attributes.OfType<SupportsWildcardsAttribute>().Any(), bool.Parse(Text(described, "globbing")));
        Assert.Equal(sets.Any(set => set.ValueFromPipeline), Text(described, "pipelineInput").Contains("ByValue", StringComparison.Ordinal));
        Assert.Equal(sets.Any(set => set.ValueFromPipelineByPropertyName), Text(described, "pipelineInput").Contains("ByPropertyName", StringComparison.Ordinal));
        int[] positions = [.. sets.Select(set => set.Position).Where(position => position >= 0)];
        Assert.Equal(positions.Length == 0 ? "named" : positions.Min().ToString(CultureInfo.InvariantCulture), Text(described, "position"));
        Assert.Equal(known.Aliases.Count == 0 ? "none" : string.Join(", ", known.Aliases), Text(described, "aliases"));
        Type type = Nullable.GetUnderlyingType(known.ParameterType) ?? known.ParameterType;
        Assert.Equal(type.FullName, Text((PSObject)described.Properties["type"].Value, "name"));
    }

    private static bool IsCommon(string parameter) => Cmdlet.CommonParameters.Contains(parameter);

    private CmdletInfo[] Commands(string language)
    {
        CmdletInfo[] commands = [.. _sessions[language].Invoke("Get-Command -Module HubChantier.Backup").Output.Select(command => (CmdletInfo)command.BaseObject)];
        Assert.NotEmpty(commands);
        return commands;
    }

    private PSObject Help(string language, CmdletInfo command)
        => Assert.Single(_sessions[language].Invoke("param($name) Get-Help $name", new { name = command.Name }).ThrowOnError().Output);

    private string[] Show(string language, string script)
    {
        int before = _sessions[language].Host.Interface.Text.Length;
        _sessions[language].Invoke(script + " | Out-Default").ThrowOnError();
        return _sessions[language].Host.Interface.Text[before..].Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
    }

    private static string Text(PSObject value, string property) => value.Properties[property]?.Value?.ToString() ?? "";

    /// <summary>What lies at the end of a path of properties, one or many.</summary>
    private static PSObject[] Items(PSObject value, params string[] path)
    {
        object? current = value;
        foreach (string property in path)
        {
            current = (current as PSObject)?.Properties[property]?.Value;
        }

        return current switch
        {
            null => [],
            PSObject[] many => many,
            PSObject { BaseObject: PSObject[] many } => many,
            PSObject one => [one],
            _ => [PSObject.AsPSObject(current)],
        };
    }
}
