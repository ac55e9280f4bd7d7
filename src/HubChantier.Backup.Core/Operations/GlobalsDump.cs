using System.Globalization;
using HubChantier.Backup.Archive;
using HubChantier.Backup.Catalogue;
using HubChantier.Backup.Encryption;
using HubChantier.Backup.Ports;
using HubChantier.Backup.Postgres;

namespace HubChantier.Backup.Operations;

/// <summary>Writes the file of the server's roles and tablespaces: what pg_dumpall says of them.</summary>
internal static class GlobalsDump
{
    private const int BufferSize = 1 << 16;

    /// <summary>Runs it.</summary>
    /// <exception cref="BackupException"><see cref="BackupFailure.DumpFailed"/>, <see cref="BackupFailure.DumpIncomplete"/> or what keeps us from the file.</exception>
    public static async Task<HubGlobalsFile> RunAsync(
        IDumpSource source, IDatabaseSession session, string database, PartialBackup partial, AgeEncryption? encryption, CancellationToken token)
    {
        bool passwords = await ServerQuestions.ScalarAsync(
            session, "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')", token).ConfigureAwait(false) == "t";
        FileStream file = partial.BeginSide(HubBackup.SideExtension(HubBackup.GlobalsExtension, encryption is not null));
        using FileWriter writer = new(file, encryption);
        byte[] buffer = new byte[BufferSize];
        byte[] end = [];
        IRunningDump dump = source.StartGlobals(new GlobalsRequest { Database = database, WithPasswords = passwords });
        await using (dump.ConfigureAwait(false))
        {
            // A read that waits does not see the token.
            using CancellationTokenRegistration registration = token.Register(dump.Abort);
            int count;
            while ((count = await dump.Output.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
            {
                end = End(end, buffer.AsSpan(0, count));
                await FileErrors.TranslateAsync(file.Name, () => writer.WriteAsync(buffer.AsMemory(0, count), token)).ConfigureAwait(false);
            }

            token.ThrowIfCancellationRequested();
            await dump.WaitAsync(token).ConfigureAwait(false);
            await FileErrors.TranslateAsync(file.Name, () => writer.CompleteAsync(token)).ConfigureAwait(false);
        }

        return IsTrailer(end)
            ? new HubGlobalsFile { Length = writer.Length, Sha256 = writer.Sha256, HasPasswords = passwords }
            : throw new BackupException(
                BackupFailure.DumpIncomplete, string.Format(CultureInfo.CurrentCulture, Strings.GlobalsIncomplete, writer.Length), subject: database);
    }

    /// <summary>What pg_dumpall writes last.</summary>
    private static ReadOnlySpan<byte> Trailer => "-- PostgreSQL database cluster dump complete\n--\n\n"u8;

    /// <summary>As much of the text's end as the trailer has.</summary>
    private static byte[] End(byte[] before, ReadOnlySpan<byte> more)
        => more.Length >= Trailer.Length ? more[^Trailer.Length..].ToArray() : [.. ((byte[])[.. before, .. more]).TakeLast(Trailer.Length)];

    private static bool IsTrailer(byte[] end) => Trailer.SequenceEqual(end);
}
