using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Setup;

/// <summary>
/// pg_dump at work, without the rows: it connects by itself, as it will every night, and takes the lock of every table. Its text is read and thrown away.
/// </summary>
internal sealed class SchemaDumpCheck() : SetupCheck(
    HubSetupCategory.Rights, "SchemaDump", ClientCheck.Id, "Schemas", "Tables", "Sequences", "RowSecurity", "LargeObjects")
{
    private const string LockTimeout = "--lock-wait-timeout=5s";

    public override async Task<SetupFinding> RunAsync(SetupGround ground, CancellationToken token)
    {
        DumpRequest request = new() { Database = ground.Settings.Database, Options = ["--schema-only", LockTimeout] };
        IRunningDump dump = ((IDumpSource)ground.Client!).Start(request);
        await using (dump.ConfigureAwait(false))
        {
            byte[] piece = new byte[64 * 1024];
            long length = 0;
            int read;
            while ((read = await dump.Output.ReadAsync(piece, token).ConfigureAwait(false)) > 0)
            {
                length += read;
            }

            await dump.WaitAsync(token).ConfigureAwait(false);
            return SetupFinding.Passed(Strings.SetupSchemaDump, ByteSize.Text(length));
        }
    }
}
