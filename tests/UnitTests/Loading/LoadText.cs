using System.Text;
using HubChantier.Backup.Loading;
using HubChantier.Backup.UnitTests.Sql;

namespace HubChantier.Backup.UnitTests.Loading;

/// <summary>Texts as <c>pg_dump --verbose</c> writes them, and what is read of them.</summary>
internal static class LoadText
{
    public const string Preamble = """
        --
        -- PostgreSQL database dump
        --

        \restrict abc

        -- Dumped from database version 15.18
        -- Dumped by pg_dump version 17.6

        SET statement_timeout = 0;
        SET transaction_timeout = 0;
        SET client_encoding = 'UTF8';
        SET standard_conforming_strings = on;
        SELECT pg_catalog.set_config('search_path', '', false);


        """;

    public const string Tail = """
        -- Completed on 2026-02-08 03:00:00 CET

        --
        -- PostgreSQL database dump complete
        --

        \unrestrict abc


        """;

    /// <summary>A whole text of these entries.</summary>
    public static string Of(params IEnumerable<string> entries) => Preamble + string.Concat(entries) + Tail;

    /// <summary>An entry; its number is what tests know it by.</summary>
    public static string Entry(int number, string type, string sql, string name = "x", string schema = "public")
        => $"--\n-- TOC entry {number} (class 1259 OID {16384 + number})\n-- {(type == "TABLE DATA" ? "Data for " : "")}Name: {name}; Type: {type}; Schema: {schema}; Owner: -\n--\n\n{sql}\n\n";

    /// <summary>The rows of a table.</summary>
    public static string Copy(string table, string rows) => $"COPY {table} (a) FROM stdin;\n{rows}\\.\n";

    public static LoadMap Map(string text) => Map(Encoding.UTF8.GetBytes(text));

    public static LoadMap Map(ReadOnlySpan<byte> text)
    {
        LoadMap map = new();
        // Pieces that part what belongs together.
        DumpText.Feed(map, text, text.Length > 100_000 ? [50_000] : [7, 64, 1]);
        return map;
    }

    /// <summary>The number of an entry of <see cref="Entry"/>.</summary>
    public static int Number(string text, LoadEntry entry)
        => int.Parse(text.AsSpan((int)entry.Range.Start + "-- TOC entry ".Length).Slice(0, 12).ToString().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
