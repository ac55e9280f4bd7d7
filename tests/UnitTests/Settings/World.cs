using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>The places where one call finds its settings.</summary>
internal sealed partial class World
{
    private static readonly string s_here = OperatingSystem.IsWindows() ? @"C:\here" : "/here";

    public const string EnvFile = "/srv/hub/.env";

    public Dictionary<string, object?> Parameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public MemoryFiles Files { get; } = new();

    public bool IsWindows { get; init; }

    public string Home { get; init; } = "/home/anna";

    /// <summary>Appends a line to the env file, which is in another folder than the current one.</summary>
    public World InFile(string line)
    {
        Parameters["EnvFile"] = EnvFile;
        Files.Texts[EnvFile] = Files.Texts.GetValueOrDefault(EnvFile) + line + "\n";
        return this;
    }

    public World With(string parameter, object? value)
    {
        Parameters[parameter] = value;
        return this;
    }

    public World InEnvironment(string variable, string value)
    {
        Environment[variable] = value;
        return this;
    }

    public World HasFile(string path, string text = "")
    {
        Files.Texts[Unix(path)] = text;
        return this;
    }

    public BackupSettings Resolve() => BackupSettings.Resolve(Sources);

    public SettingSurvey Survey() => SettingSurvey.Of(Sources);

    private SettingSources Sources => new()
    {
        Parameters = Parameters,
        Environment = Environment,
        CurrentFolder = s_here,
        HomeFolder = Home,
        IsWindows = IsWindows,
        Files = Files,
    };

    /// <summary>The sentence of the error that resolving ends with, or that it keeps for who sends notices.</summary>
    public string Fault()
    {
        BackupException exception = Assert.Throws<BackupException>(() => Resolve().NotifierProblem is { } problem ? throw problem : 0);
        Assert.Equal(BackupFailure.SettingInvalid, exception.Failure);
        Assert.NotNull(exception.Subject);
        return Unix(exception.Message);
    }

    /// <summary>A text whose paths are written as on Unix.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Unix(string? text)
        => text is not null && OperatingSystem.IsWindows() ? WindowsPath().Replace(text, path => path.Value[2..].Replace('\\', '/')) : text;

    [GeneratedRegex(@"(?<![A-Za-z])C:\\[^\s,:')]*", RegexOptions.CultureInvariant)]
    private static partial Regex WindowsPath();
}
