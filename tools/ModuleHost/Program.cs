using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using HubChantier.Backup.ModuleHost;

// ModuleHost -File script.ps1 [-Name value] [-Switch] [value ...]
// Never prompts. Ends with the script's `exit N`, else 1 on a terminating error, else 0.
if (args is not ["-File", var file, .. var rest])
{
    Console.Error.WriteLine("usage: ModuleHost -File script.ps1 [arguments]");
    return 2;
}

if (!File.Exists(file))
{
    Console.Error.WriteLine($"ModuleHost: there is no file {file}");
    return 2;
}

ConsoleHost host = new(Console.Out, Console.Error);
using Runspace runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
runspace.Open();
runspace.SessionStateProxy.Path.SetLocation(Environment.CurrentDirectory);
using PowerShell shell = PowerShell.Create(runspace);
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    shell.BeginStop(callback: null, state: null);
});

shell.AddScript(ScriptCall.Compose(Path.GetFullPath(file), rest), useLocalScope: false);
shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
shell.AddCommand("Out-Default");
try
{
    shell.Invoke();
}
catch (PipelineStoppedException)
{
    // As pwsh -File does on Ctrl+C.
    return host.ExitCode ?? 0;
}
catch (RuntimeException exception)
{
    host.WriteError(exception.ErrorRecord);
    return 1;
}

bool succeeded = runspace.SessionStateProxy.GetVariable(ScriptCall.Succeeded) is true;
return host.ExitCode ?? (succeeded ? 0 : runspace.SessionStateProxy.GetVariable("LASTEXITCODE") as int? ?? 1);
