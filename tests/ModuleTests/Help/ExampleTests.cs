using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Help;

/// <summary>The PowerShell in the docs: it parses, and names only cmdlets and parameters that the module has.</summary>
public sealed partial class ExampleTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public static TheoryData<string> Pages => [.. ((string[])["docs", "examples"])
        .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.md", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(RepositoryRoot.Path, "*.md"))
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
        string text = File.ReadAllText(RepositoryRoot.Combine(page));
        string[] examples = [.. Fence().Matches(text).Select(match => match.Groups[1].Value)];
        Assert.True(examples.Length > 0 || !IsCmdletPage().IsMatch(page), $"{page} has no example");
        // Between the lines a command may be broken by a line end.
        string[] scripts = [.. examples, .. OfAShell().Matches(text).Select(match => match.Groups[1].Value), .. Inline().Matches(AnyFence().Replace(text, "")).Select(match => match.Groups[1].Value.ReplaceLineEndings(" ")).Where(IsCommand)];

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

    /// <summary>Whether code in the text is more than a cmdlet's name, and no beginning of many, as <c>Get-</c>.</summary>
    private static bool IsCommand(string code) => IsOurs().IsMatch(code) && code.Contains(' ', StringComparison.Ordinal);

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex AnyFence();

    /// <summary>What another shell gives to pwsh.</summary>
    [GeneratedRegex("pwsh -NoProfile -Command \"([^\"]+)\"")]
    private static partial Regex OfAShell();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^ *```powershell\r?\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"/[A-Z][a-z]+-\w+\.md$")]
    private static partial Regex IsCmdletPage();

    [GeneratedRegex(@"^[A-Z][a-z]+-Hub[A-Z]")]
    private static partial Regex IsOurs();
}
