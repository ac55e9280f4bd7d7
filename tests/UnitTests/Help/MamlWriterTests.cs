using System.Xml.Linq;
using HubChantier.Backup.HelpBuilder.Maml;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>What the writer puts where; that the engine shows it well is for the module's tests.</summary>
public sealed class MamlWriterTests : IDisposable
{
    private static readonly XNamespace s_command = MamlNames.Command;
    private static readonly XNamespace s_maml = MamlNames.Maml;
    private static readonly XNamespace s_dev = MamlNames.Dev;

    private readonly HelpFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_root_is_what_the_engine_looks_for()
    {
        XElement root = Help();

        Assert.Equal(XName.Get("helpItems", "http://msh"), root.Name);
        Assert.Equal("maml", root.Attribute("schema")!.Value);
        Assert.Equal("maml", root.GetPrefixOfNamespace(s_maml));
        Assert.Equal(["Get-HubSample", "Test-HubSample"], root.Elements(s_command + "command").Select(command => command.Element(s_command + "details")!.Element(s_command + "name")!.Value));
    }

    [Fact]
    public void The_syntax_has_a_line_a_set_with_positions_first_and_required_before_optional()
    {
        XElement[] sets = [.. Get().Element(s_command + "syntax")!.Elements(s_command + "syntaxItem")];

        Assert.Equal(["Name", "Kind", "InputObject", "Mode", "Port", "WhatIf", "Confirm"], Names(sets[0]));
        Assert.Equal(["Newest", "InputObject", "Mode", "Port", "WhatIf", "Confirm"], Names(sets[1]));
        XElement kind = sets[0].Elements(s_command + "parameter").ElementAt(1);
        Assert.Equal(["Small", "Large"], kind.Element(s_command + "parameterValueGroup")!.Elements().Select(value => value.Value));
        Assert.Null(kind.Element(s_command + "parameterValue"));
        Assert.Null(sets[1].Elements(s_command + "parameter").First().Element(s_command + "parameterValue"));

        static IEnumerable<string> Names(XElement set) => set.Elements(s_command + "parameter").Select(parameter => parameter.Element(s_maml + "name")!.Value);
    }

    [Fact]
    public void A_parameter_has_what_the_page_says_and_what_the_metadata_tells()
    {
        XElement name = Parameter("Name");
        Assert.Equal(("true", "true", "False", "0", "FullName, N"), (Attribute(name, "required"), Attribute(name, "globbing"), Attribute(name, "pipelineInput"), Attribute(name, "position"), Attribute(name, "aliases")));
        Assert.Equal("names", name.Element(s_maml + "description")!.Value);
        Assert.Equal("string[]", name.Element(s_command + "parameterValue")!.Value);
        Assert.Equal("System.String[]", name.Element(s_dev + "type")!.Element(s_maml + "name")!.Value);
        Assert.Null(name.Element(s_dev + "defaultValue"));

        Assert.Equal("Large", Parameter("Kind").Element(s_dev + "defaultValue")!.Value);
        Assert.Equal("kindsAccepted values: Small, Large.", Parameter("Kind").Element(s_maml + "description")!.Value);
        Assert.Equal("portAccepted values: 1 to 65535.", Parameter("Port").Element(s_maml + "description")!.Value);
        Assert.Equal("false", Parameter("Newest").Element(s_command + "parameterValue")!.Attribute("required")!.Value);

        static string Attribute(XElement element, string attribute) => element.Attribute(attribute)!.Value;
    }

    [Fact]
    public void Parameters_stand_in_the_writers_order_and_the_common_ones_after()
        => Assert.Equal(
            ["Name", "Newest", "Kind", "InputObject", "Mode", "Port", "WhatIf", "Confirm"],
            Get().Element(s_command + "parameters")!.Elements().Select(parameter => parameter.Element(s_maml + "name")!.Value));

    [Fact]
    public void An_example_has_its_introduction_code_and_remarks()
    {
        _folder.Replace(HelpFolder.Get, "```powershell\nGet-HubSample\n```", "Before.\n\n```powershell\n$x = 1\nGet-HubSample\n```\n\nAfter:\n\n```\nResult\n```\n\n- a\n- b");
        XElement example = Get().Element(s_command + "examples")!.Elements().Single();

        Assert.Equal("-------- Example 1: Simply --------", example.Element(s_maml + "title")!.Value);
        Assert.Equal("Before.\n\n", example.Element(s_maml + "introduction")!.Value);
        Assert.Equal("$x = 1\nGet-HubSample", example.Element(s_dev + "code")!.Value);
        Assert.Equal(["After:\n\n    Result", "- a\n- b", ""], example.Element(s_dev + "remarks")!.Elements(s_maml + "para").Select(paragraph => paragraph.Value));
    }

    [Fact]
    public void A_link_out_of_the_project_has_its_address()
    {
        _folder.Replace(HelpFolder.Get, "- [about_Sample](about_Sample.md)", "- [about_Sample](about_Sample.md)\n- [pg_dump](https://example.org/pgdump)");

        Assert.Equal(
            [("about_Sample", ""), ("pg_dump", "https://example.org/pgdump")],
            Get().Element(s_command + "relatedLinks")!.Elements().Select(link => (link.Element(s_maml + "linkText")!.Value, link.Element(s_maml + "uri")!.Value)));
    }

    private XElement Help()
    {
        Assert.Empty(_folder.Build());
        return XDocument.Load(_folder.FullPath("en-US/HubChantier.Backup.UnitTests.dll-Help.xml")).Root!;
    }

    private XElement Get() => Help().Elements(s_command + "command").First();

    private XElement Parameter(string name)
        => Get().Element(s_command + "parameters")!.Elements().Single(parameter => parameter.Element(s_maml + "name")!.Value == name);
}
