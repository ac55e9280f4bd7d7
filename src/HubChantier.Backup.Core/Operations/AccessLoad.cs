using System.Globalization;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;
using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>Gives a loaded database the owners, grants and default privileges that are kept beside its backup.</summary>
public static class AccessLoad
{
    private static readonly byte[] s_keepGoing = "\\set ON_ERROR_STOP off\n"u8.ToArray();

    /// <summary>Reads the file whole and asks the server whether it could be loaded; touches nothing.</summary>
    /// <param name="backup">A backup whose <see cref="HubBackup.Access"/> is not null.</param>
    /// <param name="identities">Open an encrypted one.</param>
    /// <param name="session">A session in any database of the server, of the role that is to load.</param>
    /// <param name="rolesToCreate">Roles that will be there by then.</param>
    /// <param name="token">Cancels.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupFailure.ChecksumMismatch"/>: it is gone or another than its manifest describes; <see cref="BackupFailure.HostileDump"/>: it
    /// holds what does not belong there; <see cref="BackupFailure.ContentMismatch"/>: it is cut.
    /// </exception>
    public static Task<AccessCheck> CheckAsync(HubBackup backup, AgeIdentities identities, IDatabaseSession session, IReadOnlyCollection<string> rolesToCreate, CancellationToken token)
        => CheckAsync(backup, identities, session, rolesToCreate, leavesOut: null, token);

    /// <summary>The same, where some statements are not to be sent.</summary>
    internal static async Task<AccessCheck> CheckAsync(
        HubBackup backup, AgeIdentities identities, IDatabaseSession session, IReadOnlyCollection<string> rolesToCreate, Func<ObjectStatement, bool>? leavesOut, CancellationToken token)
    {
        AccessRoles roles = await RolesAsync(backup, identities, token, leavesOut).ConfigureAwait(false);
        IReadOnlyList<string> missing = await ServerRoles.MissingAsync(session, roles.All.Except(rolesToCreate), token).ConfigureAwait(false);
        bool superuser = await ServerRoles.IsSuperuserAsync(session, token).ConfigureAwait(false);
        return new AccessCheck
        {
            MissingRoles = missing,
            RolesOutOfReach = superuser ? [] : await ServerRoles.OutOfReachAsync(session, roles.Owners, token).ConfigureAwait(false),
            NeedsSuperuser = roles.ChangesSession && !superuser,
        };
    }

    /// <summary>Reads the file whole, for the roles that it names.</summary>
    /// <exception cref="BackupException">As <c>CheckAsync</c>.</exception>
    internal static async Task<AccessRoles> RolesAsync(HubBackup backup, AgeIdentities identities, CancellationToken token, Func<ObjectStatement, bool>? leavesOut = null)
    {
        FileStream file = SideFiles.Open(backup, Extension(backup));
        await using (file.ConfigureAwait(false))
        {
            return await ReadAsync(backup, identities, file, static (_, _) => ValueTask.CompletedTask, token, leavesOut).ConfigureAwait(false);
        }
    }

    /// <summary>Loads the file.</summary>
    /// <param name="backup">A backup whose <see cref="HubBackup.Access"/> is not null.</param>
    /// <param name="identities">Open an encrypted one.</param>
    /// <param name="target">Gives the psql.</param>
    /// <param name="database">A database into which the backup was loaded, and which can be dropped if this fails half-way.</param>
    /// <param name="server">Version of the server, which may lack a setting of the file's preamble.</param>
    /// <param name="keepGoing">Whether to do what can be done; else the first statement that the server refuses ends the load.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>What the server refused, and its warnings of grants that had no effect: the last twenty lines that psql said.</returns>
    /// <exception cref="BackupException"><see cref="BackupFailure.LoadFailed"/>, or as <c>CheckAsync</c>.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(HubBackup backup, AgeIdentities identities, ISqlTarget target, string database, PostgresVersion server, bool keepGoing, CancellationToken token)
    {
        IRunningLoad load = target.Start(database);
        await using (load.ConfigureAwait(false))
        {
            try
            {
                if (keepGoing)
                {
                    await load.SendAsync(s_keepGoing, token).ConfigureAwait(false);
                }

                await SendAsync(backup, identities, server, load.SendAsync, token).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // psql ended before it had read all: it says why.
                await load.CompleteAsync(token).ConfigureAwait(false);
                throw;
            }

            string words = await load.CompleteAsync(token).ConfigureAwait(false);
            return words.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>Sends the file's text to one that carries it out: nothing before all of it was read, for psql carries out what it has.</summary>
    internal static async Task SendAsync(
        HubBackup backup, AgeIdentities identities, PostgresVersion server, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consume, CancellationToken token)
    {
        FileStream file = SideFiles.Open(backup, Extension(backup));
        await using (file.ConfigureAwait(false))
        {
            await ReadAsync(backup, identities, file, static (_, _) => ValueTask.CompletedTask, token).ConfigureAwait(false);
            file.Position = 0;
            await ReadAsync(backup, identities, file, NewerPreamble.For(server.Major, consume, leftOut: static () => { }), token).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the file and hands on each piece after it was judged, so that a file that is changed meanwhile gets no further than the change.</summary>
    private static async Task<AccessRoles> ReadAsync(
        HubBackup backup, AgeIdentities identities, FileStream file, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consume, CancellationToken token,
        Func<ObjectStatement, bool>? leavesOut = null)
    {
        AccessInventory inventory = new(leavesOut);
        DumpReader reader = new(inventory);
        string sha256 = await SideText.ReadAsync(
            backup,
            Extension(backup),
            file,
            identities,
            async (text, cancel) =>
            {
                reader.Read(text.Span);
                RefuseHostile(backup, inventory);
                await consume(text, cancel).ConfigureAwait(false);
            },
            token).ConfigureAwait(false);
        reader.Complete();
        if (sha256 != backup.Access!.Sha256)
        {
            throw SideFiles.Damaged(backup, Extension(backup));
        }

        RefuseHostile(backup, inventory);
        return inventory.IsComplete
            ? inventory.Roles
            : throw new BackupException(
                BackupFailure.ContentMismatch, string.Format(CultureInfo.CurrentCulture, Strings.TrailerMissing, backup.Name + Extension(backup)), subject: backup);
    }

    private static string Extension(HubBackup backup) => HubBackup.SideExtension(HubBackup.AccessExtension, backup.Encrypted);

    private static void RefuseHostile(HubBackup backup, AccessInventory inventory)
    {
        if (inventory.FirstViolation is { } violation)
        {
            throw new BackupException(
                BackupFailure.HostileDump,
                string.Format(CultureInfo.CurrentCulture, Strings.HostileDump, backup.Name + Extension(backup), violation.Text, violation.Offset),
                subject: backup);
        }
    }
}
