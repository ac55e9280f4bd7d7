using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Help;

/// <summary>The code of README, guides and changelog, that in lists too: it parses, and names only cmdlets and parameters that there are.</summary>
public sealed partial class GuideTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(RepositoryRoot.Path, "*.md")
        .Concat(((string[])["docs", "docs/fr", "examples/monitoring"]).SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.md")))
        .Where(path => char.IsLower(Path.GetFileName(path)[0]) || Path.GetFileName(path) is "README.md" or "CHANGELOG.md")
        .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public void PowerShell_parses_and_uses_what_there_is(string page)
    {
        Dictionary<string, CommandInfo> commands = _session.Invoke("Get-Command -Module HubChantier.Backup").Output
            .Select(command => (CommandInfo)command.BaseObject)
            .ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
        string text = File.ReadAllText(RepositoryRoot.Combine(page));
        Assert.All(
            Fence().Matches(text).Select(match => match.Groups["code"].Value).Concat(PowerShellCommand().Matches(text).Select(match => match.Groups["code"].Value)),
            script =>
            {
                ScriptBlockAst ast = Parser.ParseInput(script, out _, out ParseError[] errors);
                Assert.Empty(errors);
                foreach (CommandAst call in ast.FindAll(node => node is CommandAst { } found && IsOurs().IsMatch(found.GetCommandName() ?? ""), searchNestedScriptBlocks: true).Cast<CommandAst>())
                {
                    Assert.True(commands.TryGetValue(call.GetCommandName(), out CommandInfo? command), call.GetCommandName());
                    Assert.All(call.CommandElements.OfType<CommandParameterAst>(), parameter => Assert.Contains(parameter.ParameterName, (IReadOnlyDictionary<string, ParameterMetadata>)command.Parameters));
                }
            });
    }

    [UnixTheory]
    [MemberData(nameof(Pages))]
    public void Shell_parses(string page)
        => Assert.All(
            ShellFence().Matches(File.ReadAllText(RepositoryRoot.Combine(page))).Select(match => match.Groups["code"].Value),
            script => Assert.Equal("", Command.TryRun("bash", ["-n", "-c", script]).Error));

    [GeneratedRegex(@"^ *```powershell\r?\n(?<code>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ *```(?:ba)?sh\r?\n(?<code>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellFence();

    /// <summary>What another shell gives to pwsh.</summary>
    [GeneratedRegex("pwsh -NoProfile -Command \"(?<code>[^\"]+)\"")]
    private static partial Regex PowerShellCommand();

    [GeneratedRegex(@"^[A-Z][a-z]+-Hub[A-Z]")]
    private static partial Regex IsOurs();
}
