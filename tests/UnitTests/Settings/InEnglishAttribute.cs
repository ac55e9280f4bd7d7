using System.Globalization;
using System.Reflection;
using Xunit.Sdk;

namespace HubChantier.Backup.UnitTests.Settings;

/// <summary>Runs the tests of a class in English, whatever the machine speaks: they read sentences.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InEnglishAttribute : BeforeAfterTestAttribute
{
    private CultureInfo? _before;

    public override void Before(MethodInfo methodUnderTest)
    {
        _before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
    }

    public override void After(MethodInfo methodUnderTest) => CultureInfo.CurrentUICulture = _before!;
}
