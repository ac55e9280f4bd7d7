namespace HubChantier.Backup.Processes;

/// <summary>How a child ended.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it.</param>
/// <param name="ErrorText">The end of what it said on stderr, without its chatter.</param>
internal readonly record struct ChildProcessResult(int ExitCode, string ErrorText);
