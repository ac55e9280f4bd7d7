using System.Text.Json.Serialization;

namespace HubChantier.Backup.Journal;

/// <summary>How a run is written as JSON, as in a manifest: snake case, enums by name, nothing that is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(HubRun))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
