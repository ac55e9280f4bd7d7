using System.Text.RegularExpressions;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Help;

/// <summary>The shell's commands in README and guides: they parse. ExampleTests has what is PowerShell's.</summary>
public sealed partial class GuideTests
{
    public static TheoryData<string> Pages => ExampleTests.Pages;

    [UnixTheory]
    [MemberData(nameof(Pages))]
    public void Shell_parses(string page)
        => Assert.All(
            Fence().Matches(File.ReadAllText(RepositoryRoot.Combine(page))).Select(match => match.Groups[1].Value),
            script => Assert.Equal("", Command.TryRun("bash", ["-n", "-c", script]).Error));

    [GeneratedRegex(@"^ *```(?:ba)?sh\r?\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
