using System.Globalization;

namespace HubChantier.Backup;

/// <summary>A number of bytes as a person reads it, in the session's language; objects keep the bytes.</summary>
public static class ByteSize
{
    /// <summary>Three significant digits and the unit, in steps of 1024 as PowerShell's KB, MB and GB: <c>161 MB</c>, <c>1.53 GB</c>.</summary>
    /// <param name="bytes">The size in bytes; null is a question mark.</param>
    public static string Text(long? bytes)
    {
        if (bytes is null)
        {
            return "?";
        }

        string[] units = Strings.ByteUnits.Split(' ');
        double value = bytes.Value;
        int unit = 0;
        while (Math.Abs(value) >= 1000 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string format = unit == 0 || Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00";
        return value.ToString(format, CultureInfo.CurrentCulture) + " " + units[unit];
    }
}
