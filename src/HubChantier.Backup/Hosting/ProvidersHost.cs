using System.Reflection;
using HubChantier.Backup.Ports;

namespace HubChantier.Backup.Commands.Hosting;

/// <summary>Loads HubChantier.Backup.Providers, once, when something of it is first needed.</summary>
internal static class ProvidersHost
{
    private static readonly Lazy<IProviders> s_providers = new(Load);

    public static IProviders Providers => s_providers.Value;

    private static IProviders Load()
    {
        string folder = Path.Combine(Path.GetDirectoryName(typeof(ProvidersHost).Assembly.Location)!, "Providers");
        ProvidersLoadContext context = new(Path.Combine(folder, "HubChantier.Backup.Providers.dll"));
        Assembly assembly = context.LoadFromAssemblyName(new AssemblyName("HubChantier.Backup.Providers"));
        return (IProviders)Activator.CreateInstance(assembly.GetType("HubChantier.Backup.Providers.ProviderFactory", throwOnError: true)!)!;
    }
}
