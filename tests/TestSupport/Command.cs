using System.Diagnostics;

namespace HubChantier.Backup.TestSupport;

/// <summary>Runs a program to its end.</summary>
public static class Command
{
    /// <summary>Runs it and gives its output; a failure throws with what it said.</summary>
    public static string Run(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        (int code, string output, string error) = TryRun(program, arguments, environment, input);
        return code == 0 ? output : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {code}: {error}");
    }

    /// <summary>Runs it and gives exit code, output and error text.</summary>
    public static (int Code, string Output, string Error) TryRun(
        string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
