using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>The session's settings on which the reading of a dump's text depends, as the dump itself sets them.</summary>
internal sealed class DumpSession
{
    /// <summary>How names and strings are written.</summary>
    public Encoding Encoding { get; private set; } = Encoding.UTF8;

    /// <summary><c>standard_conforming_strings</c>, in force for the line that is being read.</summary>
    public bool StandardStrings { get; private set; } = true;

    /// <summary>What the next line will find; psql looks once a line.</summary>
    public bool NextStandardStrings { get; private set; } = true;

    /// <summary>Whether the next line is to be read otherwise than this one.</summary>
    public bool ChangesAtLineEnd => StandardStrings != NextStandardStrings;

    /// <summary>A line ended.</summary>
    public void EndLine() => StandardStrings = NextStandardStrings;

    /// <summary>A statement was carried out.</summary>
    public void Follow(ReadOnlySpan<byte> statement)
    {
        if (!SettingStatement.TryParse(statement, Encoding, StandardStrings, out SettingStatement setting))
        {
            return;
        }
        if (setting.Name == SettingStatement.ClientEncoding)
        {
            Encoding = PgEncodings.For(setting.Value);
        }
        else if (setting.Name == SettingStatement.StandardConformingStrings)
        {
            NextStandardStrings = setting.Value != "off";
        }
    }
}
