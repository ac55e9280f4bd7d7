using System.Runtime.InteropServices;

namespace HubChantier.Backup.Catalogue;

/// <summary>What makes a file survive a power cut.</summary>
internal static partial class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>
    /// Writes a folder's entries to disk: without it a renamed file may be gone after a power cut. .NET refuses to open a
    /// folder, and Windows has no such call.
    /// </summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        int result = Flush(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        // Some file systems cannot do it for folders (EINVAL, ENOTSUP) and keep the order by themselves.
        const int InvalidArgument = 22, NotSupported = 95;
        if (result != 0 && error is not (InvalidArgument or NotSupported))
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
