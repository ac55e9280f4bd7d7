using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HubChantier.Backup.Archive;

/// <summary>
/// The manifest of a backup as JSON (docs/manifest.schema.json). It is changed as a tree, not as objects, so that what a
/// later version wrote in it survives.
/// </summary>
public static class Manifest
{
    private const string MembersName = "members";

    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a new manifest.</summary>
    public static byte[] Create(HubBackup backup, MemberIndex members)
    {
        JsonObject manifest = JsonSerializer.SerializeToNode(backup, ManifestJsonContext.Default.HubBackup)!.AsObject();
        manifest[MembersName] = JsonSerializer.SerializeToNode(members, ManifestJsonContext.Default.MemberIndex);
        return Write(manifest);
    }

    /// <summary>What a manifest says, without its index of members.</summary>
    /// <param name="json">The manifest's bytes.</param>
    /// <param name="path">Its path, for the error.</param>
    /// <exception cref="BackupException"><see cref="BackupFailure.ManifestInvalid"/>.</exception>
    public static HubBackup Read(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            HubBackup? backup = JsonSerializer.Deserialize(json, ManifestJsonContext.Default.HubBackup);
            if (backup is null or { Schema: < 1 })
            {
                throw Invalid(path, "schema");
            }

            return backup.Schema <= HubBackup.CurrentSchema
                ? backup
                : throw new BackupException(
                    BackupFailure.ManifestInvalid,
                    string.Format(CultureInfo.CurrentCulture, Strings.ManifestTooNew, path, backup.Schema, HubBackup.CurrentSchema),
                    subject: path);
        }
        catch (JsonException exception)
        {
            throw Invalid(path, exception.Message, exception);
        }
    }

    /// <summary>A manifest's index of members; null where it has none that fits its backup. Whether it tells the truth, reading by it will show.</summary>
    public static MemberIndex? ReadMembers(ReadOnlySpan<byte> json, HubBackup backup)
    {
        MemberIndex? index;
        try
        {
            index = JsonNode.Parse(json)?[MembersName]?.Deserialize(ManifestJsonContext.Default.MemberIndex);
        }
        catch (JsonException)
        {
            return null;
        }

        return index is { UncompressedSize: ArchiveFormat.MemberSize } && backup.UncompressedLength is { } length
            && index.Offsets.Count == (length + index.UncompressedSize - 1) / index.UncompressedSize
            && index.Offsets.Zip(index.Offsets.Skip(1).Append(backup.Length)).All(pair => pair.First >= 0 && pair.First < pair.Second && pair.Second <= backup.Length)
            ? index
            : null;
    }

    /// <summary>A manifest after a change of some of its fields; all else stays as it is.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.ManifestInvalid"/>.</exception>
    public static byte[] Change(ReadOnlySpan<byte> json, string path, Action<JsonObject> change)
    {
        JsonObject manifest = Parse(json, path);
        change(manifest);
        return Write(manifest);
    }

    /// <summary>Adds a verification to a manifest.</summary>
    public static void AddVerification(JsonObject manifest, HubVerification verification)
    {
        JsonNode added = JsonSerializer.SerializeToNode(verification, ManifestJsonContext.Default.HubVerification)!;
        if (manifest["verifications"] is JsonArray verifications)
        {
            verifications.Add(added);
        }
        else
        {
            manifest["verifications"] = new JsonArray(added);
        }
    }

    /// <summary>Takes over from another state of a backup's manifest what must not be lost with it: what was proven of the backup, and that somebody wants it kept.</summary>
    internal static void KeepFrom(JsonObject manifest, JsonObject other)
    {
        if (other["verifications"] is JsonArray proofs)
        {
            manifest["verifications"] = new JsonArray([.. ((manifest["verifications"] as JsonArray)?.ToArray() ?? []).Concat(proofs)
                .Select(static proof => (Node: proof!, Known: proof.Deserialize(ManifestJsonContext.Default.HubVerification)!))
                .DistinctBy(static proof => (proof.Known.Finished, proof.Known.Kind))
                .OrderBy(static proof => proof.Known.Finished)
                .Select(static proof => proof.Node.DeepClone())]);
        }

        if (other["pinned"] is JsonValue pinned && pinned.TryGetValue(out bool isPinned) && isPinned)
        {
            manifest["pinned"] = true;
        }

        if (Day(other) is { } day && (Day(manifest) is not { } own || own < day))
        {
            manifest["keep_until"] = other["keep_until"]!.DeepClone();
        }

        static DateTimeOffset? Day(JsonObject from) => from["keep_until"] is JsonValue value && value.TryGetValue(out DateTimeOffset day) ? day : null;
    }

    /// <summary>Puts a copy into a manifest, in the place of one that lies where it does.</summary>
    internal static void SetCopy(JsonObject manifest, HubCopy copy)
    {
        RemoveCopy(manifest, copy);
        JsonNode added = JsonSerializer.SerializeToNode(copy, ManifestJsonContext.Default.HubCopy)!;
        if (manifest["copies"] is JsonArray copies)
        {
            copies.Add(added);
        }
        else
        {
            manifest["copies"] = new JsonArray(added);
        }
    }

    /// <summary>Takes a copy out of a manifest.</summary>
    internal static void RemoveCopy(JsonObject manifest, HubCopy copy)
    {
        if (manifest["copies"] is JsonArray copies)
        {
            foreach (JsonNode? there in copies.Where(node => node.Deserialize(ManifestJsonContext.Default.HubCopy)?.IsAt(copy) == true).ToList())
            {
                copies.Remove(there);
            }
        }
    }

    private static JsonObject Parse(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw Invalid(path, "{");
        }
        catch (JsonException exception)
        {
            throw Invalid(path, exception.Message, exception);
        }
    }

    private static byte[] Write(JsonObject manifest)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_options))
        {
            writer.WriteStartObject();
            foreach ((string name, JsonNode? value) in manifest)
            {
                writer.WritePropertyName(name);
                if (name == MembersName && value is not null)
                {
                    // A number a line would make a page of every gigabyte.
                    writer.WriteRawValue(value.ToJsonString());
                }
                else if (value is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static BackupException Invalid(string path, string detail, Exception? inner = null)
        => new(BackupFailure.ManifestInvalid, string.Format(CultureInfo.CurrentCulture, Strings.ManifestInvalid, path, detail), inner, path);
}
