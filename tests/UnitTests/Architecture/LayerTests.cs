using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace HubChantier.Backup.UnitTests.Architecture;

/// <summary>Holds the table of docs/architecture.md: which folder may use which.</summary>
public sealed partial class LayerTests
{
    private static readonly string s_root = FindRoot();

    /// <summary>Folder → the namespaces of ours that its files may use, besides its own and HubChantier.Backup (Model and Failures).</summary>
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["src/HubChantier.Backup.Core/Model"] = [],
        ["src/HubChantier.Backup.Core/Failures"] = [],
        ["src/HubChantier.Backup.Core/Ports"] = [],
        ["src/HubChantier.Backup.Core/Settings"] = ["Encryption", "Ports"],
        ["src/HubChantier.Backup.Core/Sql"] = [],
        ["src/HubChantier.Backup.Core/Encryption"] = ["Ports"],
        ["src/HubChantier.Backup.Core/Archive"] = ["Ports", "Encryption"],
        ["src/HubChantier.Backup.Core/Processes"] = [],
        ["src/HubChantier.Backup.Core/Catalogue"] = ["Archive", "Ports"],
        ["src/HubChantier.Backup.Core/Retention"] = ["Ports"],
        ["src/HubChantier.Backup.Core/Postgres"] = ["Ports", "Processes", "Sql"],
        ["src/HubChantier.Backup.Core/Compose"] = ["Ports", "Processes", "Sql", "Postgres"],
        ["src/HubChantier.Backup.Core/Loading"] = ["Ports", "Sql", "Encryption", "Archive", "Catalogue"],
        ["src/HubChantier.Backup.Core/Transfer"] = ["Ports", "Archive", "Catalogue"],
        ["src/HubChantier.Backup.Core/Journal"] = ["Ports", "Catalogue"],
        ["src/HubChantier.Backup.Core/Health"] = [],
        ["src/HubChantier.Backup.Core/Metrics"] = ["Ports"],
        ["src/HubChantier.Backup.Core/Notifications"] = [],
        ["src/HubChantier.Backup.Core/Scheduling"] = ["Ports", "Processes", "Catalogue"],
        ["src/HubChantier.Backup.Core/Operations"] = ["Transfer", "Ports", "Settings", "Sql", "Encryption", "Archive", "Catalogue", "Retention", "Postgres", "Loading", "Journal", "Health"],
        ["src/HubChantier.Backup.Core/Setup"] = ["Transfer", "Health", "Ports", "Settings", "Sql", "Catalogue", "Postgres", "Compose", "Operations"],
        ["src/HubChantier.Backup.Providers"] = ["Ports", "Providers", "Providers.Compression", "Providers.Encryption", "Providers.Logging", "Providers.Metrics", "Providers.Notifications", "Providers.Postgres", "Providers.S3", "Providers.Scheduling"],
        ["src/HubChantier.Backup.Providers/Compression"] = ["Ports"],
        ["src/HubChantier.Backup.Providers/Encryption"] = ["Ports"],
        ["src/HubChantier.Backup.Providers/Logging"] = ["Ports"],
        ["src/HubChantier.Backup.Providers/Metrics"] = ["Ports"],
        ["src/HubChantier.Backup.Providers/Notifications"] = ["Ports"],
        ["src/HubChantier.Backup.Providers/Postgres"] = ["Ports"],
        ["src/HubChantier.Backup.Providers/S3"] = ["Ports"],
        ["src/HubChantier.Backup.Providers/Scheduling"] = ["Ports"],
        ["src/HubChantier.Backup/Commands"] = ["Commands.Abstractions", "Commands.Binding", "Commands.Completion", "Commands.Errors", "Commands.Notices", "Commands.Reports", "Commands.Views", "Transfer", "Ports", "Settings", "Archive", "Catalogue", "Retention", "Postgres", "Journal", "Health", "Metrics", "Notifications", "Scheduling", "Operations", "Setup"],
        ["src/HubChantier.Backup/Commands/Abstractions"] = ["Commands.Binding", "Commands.Completion", "Transfer", "Commands.Errors", "Commands.Hosting", "Commands.Views", "Ports", "Settings", "Catalogue", "Postgres", "Compose", "Retention", "Journal", "Health", "Scheduling", "Operations"],
        ["src/HubChantier.Backup/Binding"] = ["Settings", "Catalogue"],
        ["src/HubChantier.Backup/Completion"] = ["Commands.Binding", "Catalogue"],
        ["src/HubChantier.Backup/Errors"] = [],
        ["src/HubChantier.Backup/Hosting"] = ["Ports"],
        ["src/HubChantier.Backup/Notices"] = ["Commands.Views", "Ports"],
        ["src/HubChantier.Backup/Reports"] = ["Commands.Reports.Html", "Commands.Views", "Retention"],
        ["src/HubChantier.Backup/Views"] = [],
    };

    public static TheoryData<string> SourceFiles => [.. Directory
        .EnumerateFiles(Path.Combine(s_root, "src"), "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(s_root, path).Replace('\\', '/'))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void A_file_uses_only_what_its_folder_may(string file)
    {
        string folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
        Assert.True(s_mayUse.TryGetValue(folder, out string[]? allowed), $"{folder} is not in the table of layers.");
        string text = File.ReadAllText(Path.Combine(s_root, file));
        string own = Namespace().Match(text).Groups[1].Value;

        string[] used = [.. Using().Matches(text).Select(match => match.Groups[1].Value).Where(name => name.StartsWith("HubChantier.Backup.", StringComparison.Ordinal))];

        Assert.All(used, name => Assert.Contains(name["HubChantier.Backup.".Length..], allowed));
        Assert.DoesNotContain(own, used);
    }

    /// <summary>An alias, a global using or a name with its namespace before it would be a use that no plain using line shows.</summary>
    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void A_file_names_what_it_uses_in_plain_using_lines(string file)
    {
        string code = PlainLine().Replace(CommentOrText().Replace(File.ReadAllText(Path.Combine(s_root, file)), ""), "");

        Assert.DoesNotContain("HubChantier.Backup", code, StringComparison.Ordinal);
        Assert.DoesNotMatch(QualifiedName(), code);
    }

    [Fact]
    public void Operations_touch_no_file_process_or_socket_themselves()
        => Assert.All(
            Directory.EnumerateFiles(Path.Combine(s_root, "src/HubChantier.Backup.Core/Operations"), "*.cs"),
            path => Assert.DoesNotMatch(@"\b(new Process\b|Process\.Start|new Socket\b|File\.(?!IsFileError)[A-Z]|Directory\.[A-Z])", File.ReadAllText(path)));

    [Fact]
    public void Cmdlets_run_no_tasks_and_make_no_error_records_themselves()
        => Assert.All(
            Directory.EnumerateFiles(Path.Combine(s_root, "src/HubChantier.Backup/Commands"), "*.cs"),
            path => Assert.DoesNotMatch(@"Task\.Run|new ErrorRecord|HubChantier\.Backup\.Providers", File.ReadAllText(path)));

    [Theory]
    [InlineData("HubChantier.Backup.Core.dll", "System", "Microsoft.Win32.Primitives")]
    [InlineData("HubChantier.Backup.dll", "System", "Microsoft.CSharp", "HubChantier.Backup.Core", "System.Management.Automation")]
    [InlineData("Providers/HubChantier.Backup.Providers.dll", "System", "BouncyCastle", "Cronos", "MailKit", "MimeKit", "Npgsql", "Prometheus", "Serilog", "ZstdSharp", "AWSSDK.Core", "AWSSDK.S3", "HubChantier.Backup.Core")]
    public void An_assembly_references_only_what_it_may(string assembly, params string[] allowed)
    {
        using PEReader file = new(File.OpenRead(Path.Combine(s_root, "bin", assembly)));
        MetadataReader metadata = file.GetMetadataReader();

        string[] referenced = [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];

        Assert.All(referenced, name => Assert.Contains(allowed, prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)));
        Assert.Equal(allowed.Contains("System.Management.Automation"), referenced.Contains("System.Management.Automation"));
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void A_file_is_short_and_has_one_public_type_of_its_name(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(s_root, file));
        Assert.True(lines.Length <= 300, $"{file} has {lines.Length} lines.");

        string[] types = [.. lines.Select(line => PublicType().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];
        Assert.True(types.Length <= 1, $"{file} has {types.Length} public types.");
        Assert.All(types, type => Assert.Equal(Path.GetFileNameWithoutExtension(file), type));
    }

    private static string FindRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HubChantier.Backup.psd1")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(?:using (?:static )?[\w.]+|namespace [\w.]+);", RegexOptions.Multiline)]
    private static partial Regex PlainLine();

    [GeneratedRegex(@"//[^\n]*|/\*[\s\S]*?\*/|""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex CommentOrText();

    /// <summary>The folders whose names no property of ours has.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:Abstractions|Archive|Binding|Commands|Completion|Errors|Hosting|Operations|Ports|Postgres|Processes|Retention|Sql|Views)\.[A-Z]")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public (?:abstract |sealed |static |partial |readonly )*(?:class|struct|record struct|record|interface|enum|delegate \w+) (\w+)")]
    private static partial Regex PublicType();
}
