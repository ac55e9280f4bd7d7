using System.Text.Json.Serialization;

namespace HubChantier.Backup.Postgres;

/// <summary>How a mark is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DatabaseMark))]
internal sealed partial class DatabaseMarkJsonContext : JsonSerializerContext;
