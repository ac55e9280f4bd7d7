namespace HubChantier.Backup.Packager;

/// <summary>A package of others of which the module has files.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="License">Its licence, as an SPDX expression.</param>
/// <param name="Copyright">What it says of its copyright; empty if nothing.</param>
/// <param name="Authors">Who made it.</param>
/// <param name="Url">Its project's page, or null.</param>
/// <param name="Sha512">SHA-512 of the package as its registry gave it, base64.</param>
/// <param name="LicenseText">The licence that the package itself brings along, or null.</param>
/// <param name="Notices">The notices of third parties that it brings along, or null.</param>
/// <param name="Files">Its files in the module's folder, as relative paths with slashes.</param>
internal sealed record ThirdPartyPackage(
    string Id, string Version, string License, string Copyright, string Authors, string? Url, string Sha512, string? LicenseText, string? Notices, IReadOnlyList<string> Files);
