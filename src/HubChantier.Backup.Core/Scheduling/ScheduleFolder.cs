using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Scheduling;

/// <summary>The schedules of a place. Only files with our mark are read, written over or removed.</summary>
public sealed class ScheduleFolder
{
    /// <summary>Where packages put their units: one of ours of the same name would stand in for theirs.</summary>
    private static readonly string[] s_packageFolders = ["/usr/lib/systemd/system", "/lib/systemd/system", "/usr/local/lib/systemd/system", "/run/systemd/system"];

    private readonly SchedulePlace _place;
    private readonly Func<CronExpression, string?, IRunCalendar> _calendar;

    /// <summary>Looks at a place; touches nothing.</summary>
    /// <param name="place">The place.</param>
    /// <param name="calendar">Makes the calendar of an expression in a time zone.</param>
    public ScheduleFolder(SchedulePlace place, Func<CronExpression, string?, IRunCalendar> calendar)
    {
        _place = place;
        _calendar = calendar;
    }

    /// <summary>All schedules of ours in it, by name.</summary>
    /// <param name="now">The time after which the next runs are told.</param>
    public IReadOnlyList<HubSchedule> List(DateTimeOffset now)
    {
        string suffix = _place.Kind == HubScheduleKind.Systemd ? ".timer" : "";
        try
        {
            return [.. Directory.EnumerateFiles(_place.Folder, "*" + suffix)
                .Where(path => suffix.Length > 0 || !Path.HasExtension(path))
                .Select(path => Path.GetFileName(path)[..^suffix.Length])
                .Order(StringComparer.Ordinal)
                .Where(name => Read(name + suffix) is { } text && ScheduleMark.Of(text) is not null)
                .Select(name => Find(name, now))
                .OfType<HubSchedule>()];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, _place.Folder);
        }
    }

    /// <summary>One schedule.</summary>
    /// <returns>Null if there is none of this name.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleForeign"/>: there is one, and it is not ours.</exception>
    public HubSchedule? Find(string name, DateTimeOffset now)
    {
        string[] files = _place.Kind == HubScheduleKind.Systemd ? [name + ".service", name + ".timer"] : [name];
        if (Read(files[^1]) is not { } text)
        {
            return null;
        }

        ScheduleMark mark = ScheduleMark.Of(text) ?? throw Foreign(files[^1]);
        return new HubSchedule
        {
            Name = name,
            Kind = _place.Kind,
            IsUserLevel = _place.IsUserLevel,
            CronExpression = mark.CronExpression,
            TimeZone = mark.TimeZone,
            NextRun = NextRun(mark, text, now),
            Files = [.. files.Select(FullName).Where(File.Exists)],
        };
    }

    /// <summary>What registering a definition would do.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleForeign"/>: a file of that name is not ours.</exception>
    public HubSchedule Compare(ScheduleDefinition definition, DateTimeOffset now)
    {
        definition.Check();
        DateTimeOffset next = _calendar(definition.When, definition.TimeZone).Next(now) ?? throw ScheduleErrors.Invalid(Strings.CronNever, definition.When);
        List<string> differences = [];
        bool exists = false;
        foreach (ScheduleFile file in FilesOf(definition))
        {
            string? text = Read(file.Name);
            if (text is not null && ScheduleMark.Of(text) is null)
            {
                throw Foreign(file.Name);
            }

            if (_place is { Kind: HubScheduleKind.Systemd, IsUserLevel: false, IsLive: true }
                && s_packageFolders.Select(folder => Path.Combine(folder, file.Name)).FirstOrDefault(File.Exists) is { } unit)
            {
                throw Foreign(unit);
            }

            exists |= text is not null;
            differences.AddRange(Differences(text ?? "", file.Text));
        }

        return new HubSchedule
        {
            Name = definition.Name,
            Kind = _place.Kind,
            IsUserLevel = _place.IsUserLevel,
            CronExpression = definition.When.ToString(),
            TimeZone = definition.TimeZone,
            NextRun = next,
            Files = [.. FilesOf(definition).Select(file => FullName(file.Name))],
            Change = !exists ? HubScheduleChange.Created : differences.Count > 0 ? HubScheduleChange.Replaced : HubScheduleChange.Unchanged,
            Differences = exists ? differences : [],
        };
    }

    /// <summary>Writes a definition's files, checked by systemd before they have their names.</summary>
    public async Task WriteAsync(ScheduleDefinition definition, CancellationToken token)
    {
        if (_place.Kind == HubScheduleKind.Systemd)
        {
            await SystemdPrograms.VerifyAsync(FilesOf(definition), _place.IsUserLevel, token).ConfigureAwait(false);
        }

        try
        {
            Directory.CreateDirectory(_place.Folder);
            foreach (ScheduleFile file in FilesOf(definition))
            {
                Write(file);
            }

            DurableFiles.FlushFolder(_place.Folder);
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, _place.Folder);
        }

        if (_place is { Kind: HubScheduleKind.Systemd, IsLive: true })
        {
            await SystemdPrograms.EnableAsync(definition.Name, _place.IsUserLevel, token).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a schedule's files.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ScheduleForeign"/>: one of them is not ours. Nothing was removed.</exception>
    public async Task RemoveAsync(HubSchedule schedule, CancellationToken token)
    {
        string[] files = [.. schedule.Files.Select(path => Path.GetFileName(path)!)];
        if (files.FirstOrDefault(file => Read(file) is { } text && ScheduleMark.Of(text) is null) is { } foreign)
        {
            throw Foreign(foreign);
        }

        bool isSystemd = _place is { Kind: HubScheduleKind.Systemd, IsLive: true };
        if (isSystemd)
        {
            await SystemdPrograms.DisableAsync(schedule.Name, _place.IsUserLevel, token).ConfigureAwait(false);
        }

        try
        {
            Array.ForEach(files, file => File.Delete(FullName(file)));
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, _place.Folder);
        }

        if (isSystemd)
        {
            await SystemdPrograms.ReloadAsync(_place.IsUserLevel, token).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> Differences(string before, string after)
    {
        string[] old = before.Split('\n'), young = after.Split('\n');
        return [.. old.Except(young).Select(line => "- " + line), .. young.Except(old).Select(line => "+ " + line)];
    }

    /// <summary>Only the line that systemd or cron goes by counts; the mark alone may have been overtaken by somebody's editor.</summary>
    private DateTimeOffset? NextRun(ScheduleMark mark, string text, DateTimeOffset now)
    {
        try
        {
            CronExpression when = CronExpression.Parse(mark.CronExpression);
            string[] lines = text.Split('\n');
            bool isTrue = _place.Kind == HubScheduleKind.Systemd
                ? lines.Contains(SystemdUnits.OnCalendar(when, mark.TimeZone))
                : lines.Any(line => line.StartsWith(CronFile.Line(when), StringComparison.Ordinal));
            return isTrue ? _calendar(when, mark.TimeZone).Next(now) : null;
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.ScheduleInvalid)
        {
            return null;
        }
    }

    private ScheduleFile[] FilesOf(ScheduleDefinition definition) => _place.Kind == HubScheduleKind.Systemd
        ? SystemdUnits.Files(definition)
        : definition.TimeZone is null ? CronFile.Files(definition) : throw ScheduleErrors.Invalid(Strings.ScheduleCronZone, definition.TimeZone);

    private string FullName(string file) => Path.Combine(_place.Folder, file);

    private string? Read(string file)
    {
        try
        {
            return File.ReadAllText(FullName(file));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (FileErrors.IsFileError(exception))
        {
            throw FileErrors.Translate(exception, FullName(file));
        }
    }

    /// <summary>cron and systemd pass over a name that begins with a dot.</summary>
    private void Write(ScheduleFile file)
    {
        string partial = FullName("." + file.Name + ".partial");
        File.Delete(partial);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // cron refuses a file that others may write.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        using (FileStream stream = new(partial, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(file.Text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, FullName(file.Name), overwrite: true);
    }

    private BackupException Foreign(string file) => new(
        BackupFailure.ScheduleForeign, string.Format(CultureInfo.CurrentCulture, Strings.ScheduleForeign, FullName(file)), subject: FullName(file));
}
