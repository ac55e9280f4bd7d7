using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Transfer;

namespace HubChantier.Backup.Operations;

/// <summary>Makes a person's change in the manifest of a copy.</summary>
public static class RemoteChange
{
    /// <summary>Makes the change.</summary>
    /// <returns>The copy with it.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.ManifestInvalid"/>: it has none; the failures that begin with S3.</exception>
    public static Task<HubBackup> RunAsync(IObjectStore store, HubBackup remote, BackupChange change, CancellationToken token)
        => remote.State == HubBackupState.Incomplete
            ? throw new BackupException(
                BackupFailure.ManifestInvalid, string.Format(CultureInfo.CurrentCulture, Strings.NoManifest, remote.FullName), subject: remote)
            : RemoteManifest.ChangeAsync(store, remote, change.Apply, token);
}
