using System.Globalization;

namespace HubChantier.Backup.Settings;

/// <summary>Finds settings, checks their values and notes each as it may be shown.</summary>
internal sealed class SettingReader
{
    private readonly SettingSources _sources;
    private readonly Dictionary<SettingRow, HubSetting> _noted = [];

    public SettingReader(SettingSources sources, SettingLookup lookup)
    {
        _sources = sources;
        Lookup = lookup;
    }

    public SettingLookup Lookup { get; }

    /// <summary>All settings that were noted, in the table's order.</summary>
    public IReadOnlyList<HubSetting> All => [.. SettingTable.Rows.Where(_noted.ContainsKey).Select(row => _noted[row])];

    /// <summary>A text that a check allows.</summary>
    /// <param name="row">The setting.</param>
    /// <param name="otherwise">What counts where nobody gives it.</param>
    /// <param name="check">Gives the value as it is to be used, or null if it is not allowed.</param>
    /// <param name="allowed">What is allowed, in words.</param>
    public string? Text(SettingRow row, string? otherwise, Func<string, string?> check, string allowed)
    {
        FoundSetting? found = Lookup.Find(row);
        return Note(row, found, found is null ? otherwise : check(found.Value) ?? throw SettingErrors.Invalid(found, allowed));
    }

    /// <summary>An absolute path.</summary>
    public string? FullPath(SettingRow row, string? otherwise)
    {
        FoundSetting? found = Lookup.Find(row);
        return Note(row, found, found is null ? otherwise : FullPath(found));
    }

    /// <summary>The absolute path that a setting, or an item of its list, means.</summary>
    public string FullPath(FoundSetting found, string? item = null)
        => SettingPaths.Absolute(item ?? found.Value, found.Folder, _sources.HomeFolder) ?? throw SettingErrors.Invalid(found, Strings.AllowedPath);

    /// <summary>A whole number in a range.</summary>
    public int Number(SettingRow row, int otherwise, int minimum, int maximum)
    {
        FoundSetting? found = Lookup.Find(row);
        int value = otherwise;
        if (found is not null
            && !(int.TryParse(found.Value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value)
                && value >= minimum && value <= maximum))
        {
            throw SettingErrors.Invalid(found, string.Format(CultureInfo.CurrentCulture, Strings.AllowedNumber, minimum, maximum));
        }

        Note(row, found, value.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    /// <summary>Notes a setting that was found and checked, or its default; gives the value back.</summary>
    public string? Note(SettingRow row, FoundSetting? found, string? value)
    {
        _noted[row] = new HubSetting
        {
            Name = row.Name,
            Value = row.IsSecret && value is not null ? SettingText.Mask : value,
            Origin = found?.Origin ?? HubSettingOrigin.Default,
            Variable = found?.Variable,
            Path = found?.Path,
            Line = found?.Line,
            IsSecret = row.IsSecret,
        };
        return value;
    }
}
