using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace HubChantier.Backup.TestSupport;

/// <summary>A PowerShell session with the laid module imported by its full path, as a user's session would have it.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;
    private readonly CultureInfo _culture;

    public ModuleSession(CultureInfo? culture = null, bool interactive = true, params string[] moreModules)
    {
        _culture = culture ?? CultureInfo.GetCultureInfo("en-US");
        Host = new TestHost(_culture, interactive);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Select-Object", typeof(SelectObjectStandIn), helpFileName: null));
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
        foreach (string module in (string[])[RepositoryRoot.ModuleManifest, .. moreModules])
        {
            SessionResult import = Invoke("param($path) Import-Module $path", new { path = module });
            if (import.Errors.Count > 0)
            {
                throw new InvalidOperationException($"{module} cannot be imported: {import.Errors[0]}");
            }
        }
    }

    public TestHost Host { get; }

    /// <summary>PowerShell's current location.</summary>
    public string Location
    {
        get => _runspace.SessionStateProxy.Path.CurrentFileSystemLocation.ProviderPath;
        set => _runspace.SessionStateProxy.Path.SetLocation(value);
    }

    /// <summary>Runs a script; its param() block takes the arguments by their property names.</summary>
    public SessionResult Invoke(string script, object? arguments = null)
    {
        using PowerShell shell = Shell(script, arguments);
        return Run(shell);
    }

    /// <summary>A shell for a test that must stop it or watch its streams.</summary>
    public PowerShell Shell(string script, object? arguments = null)
    {
        // PowerShell takes the language of the thread that runs it, not the host's, and its own thread inherits it.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = _culture;
        PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script, useLocalScope: true);
        foreach (System.Reflection.PropertyInfo property in arguments?.GetType().GetProperties() ?? [])
        {
            shell.AddParameter(property.Name, property.GetValue(arguments));
        }

        return shell;
    }

    /// <summary>Runs a shell to its end and gathers what came.</summary>
    public static SessionResult Run(PowerShell shell)
    {
        List<PSObject> output = [];
        ErrorRecord? terminating = null;
        using PSDataCollection<PSObject> gathered = [];
        gathered.DataAdded += (_, _) => output.AddRange(gathered.ReadAll());
        try
        {
            shell.Invoke(input: null, gathered);
        }
        catch (RuntimeException exception)
        {
            terminating = exception.ErrorRecord;
        }

        output.AddRange(gathered.ReadAll());
        return new SessionResult(
            output,
            [.. shell.Streams.Error],
            terminating,
            [.. shell.Streams.Warning.Select(record => record.Message)],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            [.. shell.Streams.Progress]);
    }

    public void Dispose() => _runspace.Dispose();
}
