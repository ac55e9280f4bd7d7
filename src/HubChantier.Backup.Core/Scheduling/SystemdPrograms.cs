using System.Runtime.CompilerServices;
using HubChantier.Backup.Processes;

namespace HubChantier.Backup.Scheduling;

/// <summary>Speaks to systemd through its own programs.</summary>
internal static class SystemdPrograms
{
    /// <summary>Whether systemd runs this machine (sd_booted(3)).</summary>
    public static bool IsRunning => Directory.Exists("/run/systemd/system");

    /// <summary>Has systemd look at units before they are installed. A machine without its program takes them as they are.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleInvalid"/>: systemd has something to say against one of them.</exception>
    public static async Task VerifyAsync(ScheduleFile[] units, bool isUserLevel, CancellationToken token)
    {
        if (ProgramPath.Find("systemd-analyze") is not { } program)
        {
            return;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-schedule-");
        try
        {
            string[] paths = [.. units.Select(unit => Path.Combine(folder.FullName, unit.Name))];
            foreach ((ScheduleFile unit, string path) in units.Zip(paths))
            {
                await File.WriteAllTextAsync(path, unit.Text, token).ConfigureAwait(false);
            }

            ChildProcessResult result = await RunAsync(program, ["verify", Level(isUserLevel), .. paths], token).ConfigureAwait(false);
            // It speaks of other units of the machine, too, and of what is unknown in ours it only warns.
            string ours = string.Join('\n', result.ErrorText.Split('\n').Where(line => units.Any(unit => line.Contains(unit.Name, StringComparison.Ordinal))));
            if (ours.Length > 0)
            {
                throw ScheduleErrors.Invalid(Strings.ScheduleRefused, "systemd-analyze verify", ours.Replace(folder.FullName + "/", "", StringComparison.Ordinal));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task EnableAsync(string name, bool isUserLevel, CancellationToken token)
    {
        await ReloadAsync(isUserLevel, token).ConfigureAwait(false);
        await ControlAsync([Level(isUserLevel), "enable", name + ".timer"], token).ConfigureAwait(false);
        // Not `enable --now`: a timer that runs already keeps its old time until it is started anew.
        await ControlAsync([Level(isUserLevel), "restart", name + ".timer"], token).ConfigureAwait(false);
    }

    public static Task DisableAsync(string name, bool isUserLevel, CancellationToken token)
        => ControlAsync([Level(isUserLevel), "disable", "--now", name + ".timer"], token);

    public static Task ReloadAsync(bool isUserLevel, CancellationToken token) => ControlAsync([Level(isUserLevel), "daemon-reload"], token);

    private static string Level(bool isUserLevel) => isUserLevel ? "--user" : "--system";

    /// <summary>Where systemd does not run, as in a container or an image that is being built, there is nobody to tell.</summary>
    private static async Task ControlAsync(string[] arguments, CancellationToken token)
    {
        if (!IsRunning || ProgramPath.Find("systemctl") is not { } program)
        {
            return;
        }

        ChildProcessResult result = await RunAsync(program, arguments, token).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw ScheduleErrors.Invalid(Strings.ScheduleRefused, "systemctl " + string.Join(' ', arguments), result.ErrorText);
        }
    }

    private static async Task<ChildProcessResult> RunAsync(string program, string[] arguments, CancellationToken token)
    {
        ChildProcess child = ChildProcess.Start(new ChildProcessStart
        {
            FileName = program,
            Arguments = arguments,
            Environment = new Dictionary<string, string> { ["LC_ALL"] = "C", ["SYSTEMD_PAGER"] = "", ["SYSTEMD_COLORS"] = "0" },
        });
        await using ConfiguredAsyncDisposable ending = child.ConfigureAwait(false);
        child.Input.Close();
        Task draining = child.Output.CopyToAsync(Stream.Null, token);
        ChildProcessResult result = await child.WaitAsync(token).ConfigureAwait(false);
        await draining.ConfigureAwait(false);
        return result;
    }
}
