using System.Text.Encodings.Web;
using System.Text.Json;

namespace HubChantier.Backup.Journal;

/// <summary>A line of the journal (docs/journal.schema.json): one JSON object and a line feed.</summary>
internal static class JournalLine
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a line. JSON escapes line feeds, so that there is one only, at its end.</summary>
    public static byte[] Write(HubRun run)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_options))
        {
            JsonSerializer.Serialize(writer, run, JournalJsonContext.Default.HubRun);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The run that a line tells of; null for a line that is torn, that a later version wrote otherwise, or that is none of ours.</summary>
    public static HubRun? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            HubRun? run = JsonSerializer.Deserialize(line, JournalJsonContext.Default.HubRun);
            return run is { Schema: >= 1 and <= HubRun.CurrentSchema } ? run : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
