using HubChantier.Backup.Packager;

if (args is not [string folder, string output])
{
    Console.Error.WriteLine("usage: Packager MODULE-FOLDER OUTPUT-FOLDER");
    return 2;
}

try
{
    ModuleManifest manifest = ModuleManifest.Read(Path.Combine(folder, "HubChantier.Backup.psd1"));
    IReadOnlyList<ThirdPartyPackage> packages = ThirdPartyPackages.Read(folder);
    Notices.Write(packages, Path.Combine(folder, "THIRD-PARTY-NOTICES.txt"));
    Bill.Write(manifest, packages, folder);
    Checksums.Write(folder);
    string package = GalleryPackage.Write(manifest, folder, output);
    Checksums.Write(output, package);
    Console.WriteLine(package);
    return 0;
}
catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
