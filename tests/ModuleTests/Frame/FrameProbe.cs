using System.Reflection;

namespace HubChantier.Backup.ModuleTests.Frame;

/// <summary>Looks into the assembly of the frame's test cmdlets, which the session has loaded and the tests do not reference.</summary>
internal static class FrameProbe
{
    private static Assembly Cmdlets => AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "HubChantier.Backup.FrameCmdlets");

    /// <summary>A property of FrameState.</summary>
    public static T Get<T>(string name) => (T)Type("FrameState").GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    /// <summary>Waits until the work of the running cmdlet has set a property of FrameState, which <see cref="Reset"/> took back.</summary>
    public static void WaitFor(string name) => Assert.True(SpinWait.SpinUntil(() => Get<bool>(name), TimeSpan.FromSeconds(30)), name + " was not seen.");

    /// <summary>Forgets what the last cmdlet did.</summary>
    public static void Reset() => Type("FrameState").GetMethod("Reset")!.Invoke(null, parameters: null);

    /// <summary>A cmdlet that no pipeline runs.</summary>
    public static object Create(string command) => Activator.CreateInstance(Type(command))!;

    private static Type Type(string name) => Cmdlets.GetType("HubChantier.Backup.FrameCmdlets." + name, throwOnError: true)!;
}
