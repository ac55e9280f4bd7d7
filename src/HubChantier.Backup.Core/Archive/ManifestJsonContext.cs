using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubChantier.Backup.Archive;

/// <summary>How the model is written as JSON: snake case, enums by name, nothing that is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(HubBackup))]
[JsonSerializable(typeof(HubCopy))]
[JsonSerializable(typeof(HubVerification))]
[JsonSerializable(typeof(MemberIndex))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
