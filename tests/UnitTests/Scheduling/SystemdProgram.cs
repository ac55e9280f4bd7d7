using System.Diagnostics;

namespace HubChantier.Backup.UnitTests.Scheduling;

/// <summary>systemd-analyze of this machine.</summary>
internal static class SystemdProgram
{
    public const string Missing = "systemd-analyze is not installed: apt-get install systemd";

    public static bool IsThere => File.Exists("/usr/bin/systemd-analyze");

    /// <summary>Runs it, in English and UTC.</summary>
    public static (int ExitCode, string Text) Run(params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/systemd-analyze", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}
