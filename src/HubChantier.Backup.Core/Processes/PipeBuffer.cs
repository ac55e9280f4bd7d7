using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace HubChantier.Backup.Processes;

/// <summary>Makes room in a child's pipe, so that neither need wait for the other at every 64 KiB (fcntl(2), F_SETPIPE_SZ). Only Linux can.</summary>
internal static partial class PipeBuffer
{
    private const int SetPipeSize = 1031;

    /// <summary>What Linux gives to everybody: /proc/sys/fs/pipe-max-size.</summary>
    private const int Size = 1 << 20;

    public static void Enlarge(Stream stream)
    {
        if (OperatingSystem.IsLinux() && stream is PipeStream pipe)
        {
            // A smaller pipe is slower and nothing else: no error.
            _ = Control(pipe.SafePipeHandle, SetPipeSize, Size);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeHandle descriptor, int command, int argument);
}
