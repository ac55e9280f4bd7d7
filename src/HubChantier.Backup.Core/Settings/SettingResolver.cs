using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Settings;

/// <summary>Reads every setting, in an order in which one that another needs comes first.</summary>
internal sealed class SettingResolver
{
    // A century: more is a slip of the keyboard, and dates end. 0 is not allowed, for some read it as "at once" and some as "for ever".
    private const int MaximumDays = 36500;
    private const int MaximumKeep = 100_000;
    private const int DefaultPort = 5432;
    private const int MaximumPort = 65535;

    private readonly SettingSources _sources;
    private readonly SettingReader _read;

    private SettingResolver(SettingSources sources, SettingReader read)
    {
        _sources = sources;
        _read = read;
    }

    public static BackupSettings Resolve(SettingSources sources)
    {
        EnvFile? envFile = EnvFileLocator.Read(sources, out FoundSetting? found);
        SettingReader read = new(sources, new SettingLookup(sources, envFile));
        read.Note(SettingTable.EnvFile, found, envFile?.Path);
        return new SettingResolver(sources, read).Resolve(envFile?.Path);
    }

    private BackupSettings Resolve(string? envFile)
    {
        int port = _read.Number(SettingTable.Port, DefaultPort, 1, MaximumPort);
        int retentionDays = _read.Number(SettingTable.RetentionDays, 7, 1, MaximumDays);
        IReadOnlyList<string> composeFiles = ComposeFileList.Read(_read, _sources.IsWindows);
        string host = _read.Text(SettingTable.Server, otherwise: null, SettingChecks.Host, Strings.AllowedHost) ?? NoteDefaultHost(port);
        string? password = ReadPassword();
        string? sslMode = _read.Text(SettingTable.SslMode, otherwise: null, SettingChecks.SslMode, SettingChecks.SslModes);
        S3Settings s3 = S3Settings.Read(_read);
        (NotifierSettings? notifiers, BackupException? notifierProblem) = ReadNotifiers();
        return new BackupSettings
        {
            EnvFile = envFile,
            BackupDirectory = ReadBackupDirectory(),
            Database = _read.Text(SettingTable.Database, "hub_chantier", SettingChecks.Name, Strings.AllowedName)!,
            User = _read.Text(SettingTable.User, "hubchantier", SettingChecks.Name, Strings.AllowedName)!,
            Password = password,
            PasswordFile = _read.FullPath(SettingTable.PasswordFile, DefaultPlaces.PasswordFile(_sources)),
            Host = host,
            Port = port,
            SslMode = sslMode,
            SslRootCertificate = ReadRootCertificate(sslMode),
            MaintenanceDatabase = _read.Text(SettingTable.MaintenanceDatabase, otherwise: null, SettingChecks.Name, Strings.AllowedName),
            Source = _read.Text(SettingTable.Source, "default", SettingChecks.SourceName, Strings.AllowedSource)!,
            ComposeFiles = composeFiles,
            ComposeService = _read.Text(SettingTable.ComposeService, "db", SettingChecks.Service, Strings.AllowedService)!,
            UsesCompose = composeFiles.Count > 0 && IsComposeChosen(),
            PgBinDirectory = _read.FullPath(SettingTable.PgBinDirectory, otherwise: null),
            RetentionDays = retentionDays,
            MinimumKeep = _read.Number(SettingTable.MinimumKeep, 3, 1, MaximumKeep),
            Bucket = s3.Bucket,
            Prefix = s3.Prefix,
            EndpointUrl = s3.EndpointUrl,
            Region = s3.Region,
            S3AccessKeyId = s3.AccessKeyId,
            S3SecretAccessKey = s3.SecretAccessKey,
            S3SessionToken = s3.SessionToken,
            S3Checksum = s3.Checksum,
            S3ChunkedSigning = s3.ChunkedSigning,
            S3TimeoutSeconds = s3.TimeoutSeconds,
            S3RetentionDays = ReadS3RetentionDays(retentionDays),
            Recipients = EncryptionKeys.Recipients(_read),
            IdentityFile = EncryptionKeys.IdentityFile(_read),
            Notifiers = notifiers,
            NotifierProblem = notifierProblem,
            LogPath = ReadLogPath(),
            All = _read.All,
        };
    }

    /// <summary>A backup without a notice is better than none: what is wrong here is told by who sends notices, and where settings are looked at.</summary>
    private (NotifierSettings? Settings, BackupException? Problem) ReadNotifiers()
    {
        try
        {
            return (NotifierSettingReader.Read(_read), null);
        }
        catch (BackupException exception) when (exception.Failure == BackupFailure.SettingInvalid)
        {
            return (null, exception);
        }
    }

    private string NoteDefaultHost(int port) => _read.Note(SettingTable.Server, found: null, LocalSocket.Host(_sources, port))!;

    /// <summary>A compose file chooses compose unless a server is set; the command line's compose file does so over variables too.</summary>
    private bool IsComposeChosen()
    {
        FoundSetting? server = _read.Lookup.Find(SettingTable.Server);
        return server is null
            || (server.Origin != HubSettingOrigin.Parameter && _read.Lookup.Find(SettingTable.ComposeFile, HubSettingOrigin.Parameter) is not null);
    }

    /// <summary>A user on the command line brings their own password or none: another user's is not sent for them.</summary>
    private string? ReadPassword()
    {
        FoundSetting? found = _read.Lookup.Find(SettingTable.User, HubSettingOrigin.Parameter) is null
            ? _read.Lookup.Find(SettingTable.Password)
            : _read.Lookup.Find(SettingTable.Password, HubSettingOrigin.Parameter);
        string? password = found is null ? null : SettingChecks.Password(found.Value) ?? throw SettingErrors.Invalid(found, Strings.AllowedPassword);
        return _read.Note(SettingTable.Password, found, password);
    }

    private string ReadBackupDirectory()
    {
        FoundSetting? found = _read.Lookup.Find(SettingTable.BackupDirectory);
        string folder = found is null ? DefaultPlaces.BackupDirectory(_sources) : _read.FullPath(found);
        // The folder's mode becomes 0700: the root must not.
        return found is not null && folder == Path.GetPathRoot(folder)
            ? throw SettingErrors.Invalid(found, Strings.AllowedFolder)
            : _read.Note(SettingTable.BackupDirectory, found, folder)!;
    }

    /// <summary>A path, or libpq's word <c>system</c>, with which libpq takes no weaker mode than verify-full.</summary>
    private string? ReadRootCertificate(string? sslMode)
    {
        FoundSetting? found = _read.Lookup.Find(SettingTable.SslRootCertificate);
        if (found?.Value != "system")
        {
            return _read.FullPath(SettingTable.SslRootCertificate, otherwise: null);
        }

        return sslMode is null or "verify-full"
            ? _read.Note(SettingTable.SslRootCertificate, found, found.Value)
            : throw SettingErrors.Contradiction(found, _read.Lookup.Find(SettingTable.SslMode)!, Strings.SystemRootNeedsVerifyFull);
    }

    /// <summary><c>-RetentionDays</c> means the copies in S3 where the command line also says that it is about S3.</summary>
    private int ReadS3RetentionDays(int localDays)
    {
        bool isParameter = _read.Lookup.HasParameter("RetentionDays") && (_read.Lookup.HasParameter("Bucket") || _read.Lookup.HasParameter("FromS3"));
        if (!isParameter)
        {
            return _read.Number(SettingTable.S3RetentionDays, localDays, 1, MaximumDays);
        }

        FoundSetting found = _read.Lookup.Find(SettingTable.RetentionDays, HubSettingOrigin.Parameter)!;
        _read.Note(SettingTable.S3RetentionDays, found, found.Value);
        return localDays;
    }

    private string? ReadLogPath()
    {
        FoundSetting? found = _read.Lookup.Find(SettingTable.LogPath);
        return found is not null && Path.EndsInDirectorySeparator(found.Value)
            ? throw SettingErrors.Invalid(found, Strings.AllowedFile)
            : _read.FullPath(SettingTable.LogPath, otherwise: null);
    }
}
