using System.Management.Automation;
using System.Management.Automation.Language;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Examples;

/// <summary>
/// The example scripts. Every one parses; the quickstart keeps to what the embedded engine has as well, the language,
/// PowerShell's core and our module, so that it runs where pwsh is not installed.
/// </summary>
public sealed class ExampleScriptTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public static TheoryData<string> All => [.. Names("*.ps1")];

    public static TheoryData<string> Quickstarts => [.. Names("*quickstart*.ps1")];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void There_is_a_quickstart_that_uses_our_cmdlets()
    {
        Assert.Contains("quickstart.ps1", Names("*.ps1"));
        Assert.Contains(Commands(Parse("quickstart.ps1")), name => name.EndsWith("-HubBackup", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_example_parses_and_every_cmdlet_of_ours_in_it_exists_with_its_parameters(string example)
    {
        Assert.All(Calls(Parse(example)).Where(call => call.GetCommandName()?.Contains("-Hub", StringComparison.Ordinal) == true), call =>
        {
            string name = call.GetCommandName();
            CommandInfo command = Assert.IsAssignableFrom<CommandInfo>(_session.Invoke("param($name) Get-Command $name -Module HubChantier.Backup", new { name }).Single());
            Assert.All(call.CommandElements.OfType<CommandParameterAst>(), parameter => Assert.NotNull(command.ResolveParameter(parameter.ParameterName)));
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_example_stops_at_the_first_error(string example)
        => Assert.Matches(@"(?m)^\$ErrorActionPreference = 'Stop'$", File.ReadAllText(RepositoryRoot.Combine("examples", example)));

    [Theory]
    [MemberData(nameof(Quickstarts))]
    public void A_quickstart_needs_nothing_but_the_engine_and_our_module(string example)
    {
        ScriptBlockAst script = Parse(example);
        // The engine loads further modules by itself, and finds those that other people have put on this machine.
        HashSet<string> available = new(
            _session.Invoke("(Get-Command -Module Microsoft.PowerShell.Core, HubChantier.Backup -CommandType Cmdlet).Name").ThrowOnError().Output.Select(name => $"{name}"),
            StringComparer.OrdinalIgnoreCase);
        available.UnionWith(script.FindAll(ast => ast is FunctionDefinitionAst, searchNestedScriptBlocks: true).Cast<FunctionDefinitionAst>().Select(function => function.Name));

        Assert.DoesNotContain("Select-Object", available);
        Assert.Contains("ForEach-Object", available);
        Assert.All(Commands(script), name => Assert.Contains(name, available));
    }

    private static IEnumerable<string> Names(string pattern) => Directory.EnumerateFiles(RepositoryRoot.Combine("examples"), pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static ScriptBlockAst Parse(string example)
    {
        ScriptBlockAst script = Parser.ParseFile(RepositoryRoot.Combine("examples", example), out _, out ParseError[] errors);
        Assert.Empty(errors);
        return script;
    }

    private static IEnumerable<CommandAst> Calls(Ast script) => script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();

    /// <summary>The names of the commands that a script calls; one whose name is computed counts as the text that computes it.</summary>
    private static IEnumerable<string> Commands(Ast script) => Calls(script).Select(call => call.GetCommandName() ?? call.CommandElements[0].Extent.Text).Distinct(StringComparer.OrdinalIgnoreCase);
}
