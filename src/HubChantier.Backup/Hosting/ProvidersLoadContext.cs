using System.Reflection;
using System.Runtime.Loader;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Commands.Hosting;

/// <summary>
/// Keeps third-party packages apart from those of other modules in the session, which bring other versions of the same.
/// Only Core crosses the border: it is the one that is loaded already, so that its types are the same on both sides.
/// </summary>
internal sealed class ProvidersLoadContext : AssemblyLoadContext
{
    private static readonly Assembly s_core = typeof(IProviders).Assembly;

    private readonly AssemblyDependencyResolver _resolver;

    public ProvidersLoadContext(string assemblyPath)
        : base("HubChantier.Backup.Providers")
        => _resolver = new AssemblyDependencyResolver(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == s_core.GetName().Name)
        {
            return s_core;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
