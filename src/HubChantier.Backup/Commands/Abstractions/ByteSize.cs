using System.Globalization;

namespace HubChantier.Backup.Commands.Abstractions;

/// <summary>Sizes for people. The same steps of 1024 as PowerShell's KB, MB and GB.</summary>
public static class ByteSize
{
    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>A size in bytes with three significant digits and its unit: <c>161 MB</c>, <c>1.53 GB</c>.</summary>
    public static string Format(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (Math.Abs(value) >= 1000 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string format = unit == 0 || Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00";
        return value.ToString(format, CultureInfo.CurrentCulture) + " " + s_units[unit];
    }
}
