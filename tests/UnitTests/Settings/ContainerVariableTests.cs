using System.Text.RegularExpressions;
using HubChantier.Backup.Settings;
using HubChantier.Backup.UnitTests.Help;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>The container gets what its compose file names, and nothing else: a setting that is forgotten there could not be set.</summary>
public sealed partial class ContainerVariableTests
{
    /// <summary>What has no meaning in the container, or is the image's own.</summary>
    private static readonly HashSet<string> s_left =
    [
        nameof(SettingTable.EnvFile), nameof(SettingTable.BackupDirectory), nameof(SettingTable.PasswordFile), nameof(SettingTable.ComposeFile),
        nameof(SettingTable.ComposeService), nameof(SettingTable.PgBinDirectory),
    ];

    [Fact]
    public void The_compose_file_names_every_setting_and_the_file_of_every_secret()
    {
        HashSet<string> named = [.. Variable().Matches(Read("docker", "backup", "docker-compose.backup.yml")).Select(match => match.Groups["name"].Value)];
        SettingRow[] rows = [.. SettingTable.Rows.Where(row => !s_left.Contains(row.Name))];

        Assert.Equal([], rows.Select(row => row.Variables[0]).Where(variable => !named.Contains(variable)));
        Assert.Equal([], rows.Where(row => row.IsSecret).Select(row => row.Variables[0] + "_FILE").Where(variable => !named.Contains(variable)));
    }

    [Fact]
    public void The_example_of_the_env_file_names_no_variable_that_is_not_there()
    {
        string[] known = [.. SettingTable.Rows.SelectMany(row => row.Variables), .. StrayVariable.OfScripts, "TZ"];

        Assert.Equal(
            [],
            Variable().Matches(Read(".env.production.example")).Select(match => match.Groups["name"].Value)
                .Where(name => !known.Contains(name) && !(name.EndsWith("_FILE", StringComparison.Ordinal) && known.Contains(name[..^5]))));
    }

    private static string Read(params string[] path) => File.ReadAllText(RepositoryPaths.Combine(path));

    /// <summary>At the beginning of a line, in a comment or not, before a colon or an equals sign.</summary>
    [GeneratedRegex(@"^ *(?:# )?(?<name>[A-Z][A-Z0-9_]+)[:=]", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
