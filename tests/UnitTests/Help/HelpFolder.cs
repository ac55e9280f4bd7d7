using System.Globalization;
using HubChantier.Backup.HelpBuilder;
using HubChantier.Backup.UnitTests.Help.Samples;

namespace HubChantier.Backup.UnitTests.Help;

/// <summary>A folder of pages about the sample cmdlets, all of them right; a test spoils what it wants to see refused.</summary>
internal sealed class HelpFolder : IDisposable
{
    public const string Get = "docs/en-US/Get-HubSample.md";
    public const string French = "docs/fr/Get-HubSample.md";
    public const string Common = "docs/en-US/common-parameters.md";
    public const string Topic = "docs/en-US/about_Sample.md";

    private readonly string _root = Directory.CreateTempSubdirectory("hub-help-").FullName;

    public HelpFolder()
    {
        foreach (string culture in (string[])["en-US", "fr"])
        {
            Write($"docs/{culture}/Get-HubSample.md", Page("Get-HubSample", "### System.Version\n\nv\n", "### System.Version\n\nv\n\n### System.String\n\ns\n", "### -Name\n\nnames\n\n### -Newest\n\nnewest\n\n### -Kind\n\nkinds\n\n### -InputObject\n\nversions\n\n### -Mode\n\nmode\n\n### CommonParameters\n\n[all](common-parameters.md)\n"));
            Write($"docs/{culture}/Test-HubSample.md", Page("Test-HubSample", "### None\n\nn\n", "### None\n\nn\n", "### CommonParameters\n\n[all](common-parameters.md)\n"));
            Write($"docs/{culture}/common-parameters.md", "# Common\n\n## PARAMETERS\n\n### -Port\n\nport\n\n### -WhatIf\n\nshows\n\n### -Confirm\n\nasks\n");
            Write($"docs/{culture}/about_Sample.md", "# about_Sample\n\n## Short description\n\nSamples.\n\n## Long description\n\nMore.\n");
            Write($"docs/{culture}/guide.md", "no help page");
        }
    }

    public void Write(string path, string text)
    {
        string full = FullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Replace(string path, string old, string text)
    {
        string before = Read(path);
        Assert.Contains(old, before, StringComparison.Ordinal);
        Write(path, before.Replace(old, text, StringComparison.Ordinal));
    }

    public void Delete(string path) => File.Delete(FullPath(path));

    public string Read(string path) => File.ReadAllText(FullPath(path));

    public bool Exists(string path) => File.Exists(FullPath(path));

    public string FullPath(string path) => Path.Combine(_root, path);

    public IReadOnlyList<HelpProblem> Build() => HelpBuild.Run(new HelpOptions
    {
        Assembly = typeof(GetHubSampleCommand).Assembly.Location,
        Docs = FullPath("docs"),
        Output = _root,
        Cultures = [CultureInfo.GetCultureInfo("en-US"), CultureInfo.GetCultureInfo("fr")],
    });

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Page(string name, string inputs, string outputs, string parameters) => $"""
        # {name}

        ## SYNOPSIS

        Does it.

        ## DESCRIPTION

        At length.

        ## EXAMPLES

        ### Example 1: Simply

        ```powershell
        {name}
        ```

        ## PARAMETERS

        {parameters}
        ## INPUTS

        {inputs}
        ## OUTPUTS

        {outputs}
        ## NOTES

        Noted.

        ## RELATED LINKS

        - [about_Sample](about_Sample.md)

        """;
}
