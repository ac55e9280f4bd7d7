using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Help;

/// <summary>The PowerShell in the docs: it parses, and names only cmdlets and parameters that the module has.</summary>
public sealed partial class ExampleTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public static TheoryData<string> Pages => [.. Directory
        .EnumerateFiles(RepositoryRoot.Combine("docs"), "*.md", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Code_parses_and_uses_what_there_is(string page)
    {
        Dictionary<string, CommandInfo> commands = _session.Invoke("Get-Command -Module HubChantier.Backup").Output
            .Select(command => (CommandInfo)command.BaseObject)
            .ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
        string[] scripts = [.. Fence().Matches(File.ReadAllText(RepositoryRoot.Combine(page))).Select(match => match.Groups[1].Value)];
        Assert.True(scripts.Length > 0 || !IsCmdletPage().IsMatch(page), $"{page} has no example");

        foreach (string script in scripts)
        {
            ScriptBlockAst ast = Parser.ParseInput(script, out _, out ParseError[] errors);
            Assert.True(errors.Length == 0, $"{page}: {errors.FirstOrDefault()?.Message} in {script}");
            foreach (CommandAst call in ast.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                string name = call.GetCommandName() ?? "";
                if (!IsOurs().IsMatch(name))
                {
                    continue;
                }

                Assert.True(commands.TryGetValue(name, out CommandInfo? command), $"{page}: there is no {name}");
                Assert.All(
                    call.CommandElements.OfType<CommandParameterAst>(),
                    parameter => Assert.True(command.Parameters.ContainsKey(parameter.ParameterName), $"{page}: {name} has no -{parameter.ParameterName}"));
            }
        }
    }

    [GeneratedRegex(@"^```powershell\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"/[A-Z][a-z]+-\w+\.md$")]
    private static partial Regex IsCmdletPage();

    [GeneratedRegex(@"^[A-Z][a-z]+-Hub[A-Z]")]
    private static partial Regex IsOurs();
}
