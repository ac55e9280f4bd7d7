using System.Globalization;
using System.Text;
using HubChantier.Backup.Ports;
using Serilog;
using Serilog.Core;

namespace HubChantier.Backup.Providers.Logging;

/// <summary>
/// A log file by Serilog. At 10 MB it goes on in a file with a number behind its name; the five before the last are kept.
/// Several processes may write to it.
/// </summary>
internal sealed class SerilogLogFile : ILogFile
{
    private const int MaximumBytes = 10 * 1024 * 1024;
    private const int FilesKept = 6;

    private readonly Logger _logger;

    /// <summary>Opens the file to append to it.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public SerilogLogFile(string path)
    {
        // Serilog itself says nothing of a file that it cannot write.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
        }

        _logger = new LoggerConfiguration()
            .WriteTo.File(
                path,
                outputTemplate: "[{Timestamp:yyyy-MM-dd HH:mm:ss}] {Message:l}{NewLine}",
                formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: MaximumBytes,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: FilesKept,
                encoding: new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
            .CreateLogger();
    }

    // One line an event: pg_dump's own words have several.
    public void Write(string message) => _logger.Information("{Message:l}", message.ReplaceLineEndings(" | "));

    public void Dispose() => _logger.Dispose();
}
