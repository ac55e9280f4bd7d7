using System.Net.Sockets;
using System.Text;
using HubChantier.Backup.Settings;

namespace HubChantier.Backup.UnitTests.Settings;

[InEnglish]
public sealed class LocalSettingFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("settings").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Text_is_read_as_it_is()
    {
        string path = Path.Combine(_folder, "a.env");
        File.WriteAllText(path, "A=é\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("A=é\r\n", LocalSettingFiles.Instance.ReadText(path));
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_an_error_that_does_not_hold_it()
    {
        string path = Path.Combine(_folder, "latin1.env");
        File.WriteAllBytes(path, [(byte)'A', (byte)'=', 0xE9]);
        IOException exception = Assert.Throws<IOException>(() => LocalSettingFiles.Instance.ReadText(path));
        Assert.Equal("it is not UTF-8 text", exception.Message);
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public void A_folder_named_as_env_file_is_an_error_of_ours()
    {
        BackupException exception = Assert.Throws<BackupException>(() => BackupSettings.Resolve(Sources(_folder)));
        Assert.Equal(BackupFailure.SettingInvalid, exception.Failure);
        Assert.Contains(_folder, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_env_file_is_read_from_the_disk()
    {
        File.WriteAllText(Path.Combine(_folder, "hub.env"), "BACKUP_DIR=backups\n");
        Assert.Equal(Path.Combine(_folder, "backups"), BackupSettings.Resolve(Sources("hub.env")).BackupDirectory);
    }

    [Fact]
    public void A_socket_is_there_for_the_one_who_looks_for_it()
    {
        string path = Path.Combine(_folder, ".s.PGSQL.5432");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Assert.True(LocalSettingFiles.Instance.FileExists(path));
        Assert.False(LocalSettingFiles.Instance.FolderExists(path));
        Assert.True(LocalSettingFiles.Instance.FolderExists(_folder));
    }

    private SettingSources Sources(string envFile) => new()
    {
        Parameters = new Dictionary<string, object?> { ["EnvFile"] = envFile },
        Environment = new Dictionary<string, string>(),
        CurrentFolder = _folder,
        HomeFolder = "",
    };
}
