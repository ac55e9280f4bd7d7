using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Resources;
using HubChantier.Backup.TestSupport;

namespace HubChantier.Backup.ModuleTests.Module;

public sealed class ErrorCatalogueTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_failure_has_a_category_an_exit_code_and_advice_in_both_languages()
    {
        Assembly core = Loaded("HubChantier.Backup.Core");
        Assembly cmdlets = Loaded("HubChantier.Backup");
        Type catalogue = cmdlets.GetType("HubChantier.Backup.Commands.Errors.ErrorCatalogue", throwOnError: true)!;
        Type exception = core.GetType("HubChantier.Backup.BackupException", throwOnError: true)!;
        ResourceManager texts = new("HubChantier.Backup.Commands.Strings", cmdlets);
        Array failures = Enum.GetValues(core.GetType("HubChantier.Backup.BackupFailure", throwOnError: true)!);

        Assert.NotEmpty(failures);
        foreach (object failure in failures)
        {
            object instance = Activator.CreateInstance(exception, failure, "sentence", null, "subject")!;
            ErrorRecord record = (ErrorRecord)catalogue.GetMethod("Record")!.Invoke(null, [instance])!;
            Assert.Equal(failure.ToString(), record.FullyQualifiedErrorId);
            Assert.InRange((int)exception.GetProperty("ExitCode")!.GetValue(instance)!, 1, 40);
            string? english = texts.GetString("Advice" + failure, CultureInfo.GetCultureInfo("en-US"));
            string? french = texts.GetString("Advice" + failure, CultureInfo.GetCultureInfo("fr-FR"));
            Assert.False(string.IsNullOrEmpty(english), $"{failure} has no advice");
            Assert.NotEqual(english, french);
        }
    }

    private Assembly Loaded(string name)
    {
        _session.Invoke("Get-HubBackup -BackupDirectory /nowhere");
        return AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == name);
    }
}
