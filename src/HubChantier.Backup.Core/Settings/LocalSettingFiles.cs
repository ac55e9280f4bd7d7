using System.Text;

namespace HubChantier.Backup.Settings;

/// <summary>This machine's files.</summary>
internal sealed class LocalSettingFiles : ISettingFiles
{
    // A byte that is not UTF-8 would become another character in silence, and a password with it another password.
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static LocalSettingFiles Instance { get; } = new();

    public string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, s_strictUtf8);
        }
        catch (DecoderFallbackException)
        {
            // Not passed on: its message holds bytes of the file, which may be a secret's.
            throw new IOException(Strings.SettingFileNotText);
        }
    }

    public bool FileExists(string path) => File.Exists(path);

    public bool FolderExists(string path) => Directory.Exists(path);
}
