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
    private bool _hangs;

    /// <summary>Opens the session and imports the module.</summary>
    /// <param name="culture">The language of texts and numbers; English without it.</param>
    /// <param name="interactive">Whether somebody is there to be asked.</param>
    /// <param name="width">Columns that text is laid out for.</param>
    /// <param name="moreModules">Paths of modules to import besides.</param>
    public ModuleSession(CultureInfo? culture = null, bool interactive = true, int width = 120, params string[] moreModules)
    {
        _culture = culture ?? CultureInfo.GetCultureInfo("en-US");
        Host = new TestHost(_culture, interactive, width);
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

    /// <summary>Runs a script that, if the product is broken, would never end.</summary>
    /// <exception cref="TimeoutException">It did not end in half a minute; the session is of no more use.</exception>
    public SessionResult InvokeOrGiveUp(string script, object? arguments = null)
    {
        Task<SessionResult> running = Task.Run(() => Invoke(script, arguments));
        try
        {
            return running.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            _hangs = true;
            throw;
        }
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

    public void Dispose()
    {
        // Closing would wait for what hangs, and the test that found it would never say so.
        if (!_hangs)
        {
            _runspace.Dispose();
        }
    }
}
