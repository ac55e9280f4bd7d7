namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>A variable of the process with another value until it is disposed: the module reads the process's environment, and children inherit it.</summary>
public sealed class EnvironmentScope : IDisposable
{
    private readonly string _variable;
    private readonly string? _before;

    public EnvironmentScope(string variable, string? value)
    {
        _variable = variable;
        _before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, value);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(_variable, _before);
}
