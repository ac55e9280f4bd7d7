namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A folder of client programs in which one is a script that goes wrong in its own way; the others are the real ones.</summary>
public static class ProgramStandIn
{
    /// <summary>Makes the folder.</summary>
    /// <param name="program">pg_dump, pg_dumpall or psql.</param>
    /// <param name="body">Shell script; $real is the real program. It is not asked for --version.</param>
    public static string Folder(string program, string body)
    {
        string folder = Directory.CreateTempSubdirectory("hub-programs-").FullName;
        foreach (string name in (string[])["pg_dump", "pg_dumpall", "psql"])
        {
            string real = Path.Combine(ThrowawayServer.Programs, name);
            string path = Path.Combine(folder, name);
            if (name != program)
            {
                File.CreateSymbolicLink(path, real);
                continue;
            }

            File.WriteAllText(path, $"#!/bin/bash\nreal='{real}'\n[ \"$1\" != --version ] || exec \"$real\" --version\n{body}\n");
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        return folder;
    }
}
