namespace HubChantier.Backup.Scheduling;

/// <summary>Writes a schedule as a systemd timer and its service (systemd.timer(5), systemd.service(5), systemd.exec(5)).</summary>
internal static class SystemdUnits
{
    public static ScheduleFile[] Files(ScheduleDefinition definition) =>
    [
        new(definition.Name + ".service", Text(Service(definition))),
        new(definition.Name + ".timer", Text(Timer(definition))),
    ];

    /// <summary>The line by which systemd knows when; what <see cref="HubSchedule.NextRun"/> rests on.</summary>
    public static string OnCalendar(CronExpression when, string? timeZone) => "OnCalendar=" + when.ToOnCalendar(timeZone);

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private static string[] Timer(ScheduleDefinition definition) =>
    [
        ScheduleMark.Of(definition).ToString(),
        $"# Made by Register-HubBackupSchedule, which writes it anew; changes belong into a drop-in: systemctl edit {definition.Name}.timer",
        "",
        "[Unit]",
        $"Description=Backups of PostgreSQL by HubChantier.Backup ({definition.Name}), when they are due",
        "",
        "[Timer]",
        OnCalendar(definition.When, definition.TimeZone),
        "Persistent=true",
        $"RandomizedDelaySec={definition.RandomDelaySeconds}",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ];

    private static List<string> Service(ScheduleDefinition definition)
    {
        bool isSystem = definition.User is not null;
        List<string> lines =
        [
            ScheduleMark.Of(definition).ToString(),
            $"# Made by Register-HubBackupSchedule, which writes it anew; changes belong into a drop-in: systemctl edit {definition.Name}.service",
            "# Everybody may read this file. Secrets belong into the env file (ENV_FILE) or into the EnvironmentFile below, both of mode 0600.",
            "",
            "[Unit]",
            $"Description=Backup of PostgreSQL by HubChantier.Backup ({definition.Name})",
        ];
        if (isSystem)
        {
            lines.AddRange(["Wants=network-online.target", "After=network-online.target postgresql.service docker.service"]);
        }

        lines.AddRange(["", "[Service]", "Type=oneshot"]);
        if (isSystem)
        {
            lines.Add("User=" + definition.User);
        }

        lines.Add($"ExecStart={Argument(definition.PowerShellPath)} -NoProfile -NonInteractive -File {Argument(definition.ScriptPath)}");
        lines.AddRange(definition.Variables.Select(variable => "Environment=" + Quoted($"{variable.Key}={variable.Value}")));
        lines.AddRange(
        [
            $"EnvironmentFile=-{(isSystem ? "/etc/default" : "%E")}/{definition.Name}",
            "# SIGTERM goes to the script alone, which ends its pg_dump and takes away what is half made.",
            "KillMode=mixed",
            "TimeoutStopSec=60",
            "UMask=0077",
            "Nice=10",
            "IOSchedulingPriority=7",
            "",
            "# What .NET can do without; not MemoryDenyWriteExecute, for it compiles while it runs.",
            "NoNewPrivileges=true",
            "LockPersonality=true",
            "RestrictRealtime=true",
            "RestrictSUIDSGID=true",
            "RestrictNamespaces=true",
            "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
            "SystemCallArchitectures=native",
        ]);

        // A user's own systemd may not mount: what follows would fail there, or be passed over, by the machine's settings.
        if (isSystem)
        {
            lines.AddRange(FileSystem(definition));
        }

        return lines;
    }

    private static IEnumerable<string> FileSystem(ScheduleDefinition definition)
    {
        string[] shared = definition.SharesTemporaryFolder ? ["/tmp", "/var/tmp"] : [];
        // root needs its capabilities to read the files of others; nobody else has any.
        string[] capabilities = definition.User == "root" ? [] : ["CapabilityBoundingSet="];
        return
        [
            "ProtectSystem=strict",
            "ProtectHome=read-only",
            $"PrivateTmp={(definition.SharesTemporaryFolder ? "false" : "true")}",
            // With the dash, a folder that is not there is the script's error, which says so in plain words.
            .. definition.WritableFolders.Concat(shared).Select(folder => "ReadWritePaths=" + Quoted("-" + folder)),
            "PrivateDevices=true",
            "ProtectClock=true",
            "ProtectControlGroups=true",
            "ProtectHostname=true",
            "ProtectKernelLogs=true",
            "ProtectKernelModules=true",
            "ProtectKernelTunables=true",
            .. capabilities,
        ];
    }

    /// <summary>In a command line a dollar sign begins a variable, besides.</summary>
    private static string Argument(string text) => Quoted(text).Replace("$", "$$", StringComparison.Ordinal);

    private static string Quoted(string text) => '"' + text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("%", "%%", StringComparison.Ordinal) + '"';
}
