using System.Collections.Frozen;
using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>PostgreSQL's names of encodings, as pg_dump writes them in <c>SET client_encoding</c>.</summary>
internal static class PgEncodings
{
    // The encodings that a server's database can have. In the others (SJIS, BIG5, GBK, UHC, GB18030, JOHAB) the second byte of a character may be
    // a quote or a backslash, and psql reads text in them differently from this reader. 0: .NET has no such code page.
    private static readonly FrozenDictionary<string, int> s_codePages = new Dictionary<string, int>
    {
        ["UTF8"] = 65001, ["SQL_ASCII"] = 65001, ["MULE_INTERNAL"] = 0,
        ["LATIN1"] = 28591, ["LATIN2"] = 28592, ["LATIN3"] = 28593, ["LATIN4"] = 28594, ["LATIN5"] = 28599,
        ["LATIN6"] = 0, ["LATIN7"] = 28603, ["LATIN8"] = 0, ["LATIN9"] = 28605, ["LATIN10"] = 0,
        ["ISO_8859_5"] = 28595, ["ISO_8859_6"] = 28596, ["ISO_8859_7"] = 28597, ["ISO_8859_8"] = 28598,
        ["WIN1250"] = 1250, ["WIN1251"] = 1251, ["WIN1252"] = 1252, ["WIN1253"] = 1253, ["WIN1254"] = 1254,
        ["WIN1255"] = 1255, ["WIN1256"] = 1256, ["WIN1257"] = 1257, ["WIN1258"] = 1258, ["WIN866"] = 866, ["WIN874"] = 874,
        ["KOI8R"] = 20866, ["KOI8U"] = 21866,
        ["EUC_JP"] = 51932, ["EUC_JIS_2004"] = 0, ["EUC_CN"] = 51936, ["EUC_KR"] = 51949, ["EUC_TW"] = 0,
    }.ToFrozenDictionary();

    /// <summary>Whether a database can have the encoding, so that no byte of a longer character looks like ASCII.</summary>
    public static bool IsServerEncoding(string name) => s_codePages.ContainsKey(name);

    /// <summary>How to read names in it. Where .NET does not know the encoding, Latin-1: names then look wrong, but stay distinct.</summary>
    public static Encoding For(string name)
    {
        int codePage = s_codePages.GetValueOrDefault(name);
        return codePage switch
        {
            0 => Encoding.Latin1,
            65001 => Encoding.UTF8,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage),
        };
    }
}
