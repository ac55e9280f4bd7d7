using System.Globalization;

namespace HubChantier.Backup.Packager;

/// <summary>THIRD-PARTY-NOTICES.txt: whose work is in the module, and under what licence, with the licences' texts.</summary>
internal static class Notices
{
    /// <exception cref="InvalidDataException">The text of a licence is not known here.</exception>
    public static void Write(IReadOnlyList<ThirdPartyPackage> packages, string path)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        text.Write("HubChantier.Backup contains the following works of others. It is itself under the MIT licence (LICENSE).\n");
        foreach (ThirdPartyPackage package in packages)
        {
            text.Write($"\n{package.Id} {package.Version}\n");
            Line("licence", package.License);
            Line("by", package.Authors);
            Line("copyright", package.Copyright);
            Line("project", package.Url);
            Line("files", string.Join(", ", package.Files.Select(Path.GetFileName).Distinct()));
        }

        foreach (string license in packages.Select(package => package.License).Distinct().Order(StringComparer.Ordinal))
        {
            Section($"Licence {license}", TextOf(license));
        }

        // Two packages of one house may bring the same text.
        foreach (IGrouping<string, (string Name, string Text)> same in packages.SelectMany(Own).GroupBy(own => own.Text))
        {
            Section(string.Join(", ", same.Select(own => own.Name)), same.Key);
        }

        File.WriteAllText(path, text.ToString());

        void Line(string label, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                text.Write($"  {label}: {value.Trim()}\n");
            }
        }

        void Section(string title, string content) => text.Write($"\n{new string('=', 79)}\n{title}\n{new string('=', 79)}\n\n{content}\n");
    }

    private static IEnumerable<(string Name, string Text)> Own(ThirdPartyPackage package)
    {
        if (package.LicenseText is { } license)
        {
            yield return ($"Licence of {package.Id}", license);
        }

        if (package.Notices is { } notices)
        {
            yield return ($"Notices of {package.Id}", notices);
        }
    }

    private static string TextOf(string license)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Licenses", license + ".txt");
        return File.Exists(file)
            ? File.ReadAllText(file).ReplaceLineEndings("\n").Trim()
            : throw new InvalidDataException($"The text of the licence {license} is not in tools/Packager/Licenses: see whether what is under it may be shipped.");
    }
}
