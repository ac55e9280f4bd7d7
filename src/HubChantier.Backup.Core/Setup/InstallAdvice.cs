using System.Globalization;

namespace HubChantier.Backup.Setup;

/// <summary>How this machine gets programs that it lacks, by the package manager that is there.</summary>
internal static class InstallAdvice
{
    /// <summary>Debian's and Ubuntu's way to the project's own packages, which have every version (its documentation, apt.postgresql.org).</summary>
    private const string AllVersionsOfDebian = "{0}apt-get install -y postgresql-common\n{0}/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y\n";

    /// <summary>The client programs of a major version.</summary>
    public static string ForClient(int major) => Manager() switch
    {
        "apt-get" => Format("{0}apt-get install -y postgresql-client-{1}\n# " + Strings.SetupAptAdvice + "\n" + AllVersionsOfDebian + "{0}apt-get install -y postgresql-client-{1}", major),
        "dnf" => Format("{0}dnf install -y postgresql{1}", major),
        "apk" => Format("{0}apk add postgresql{1}-client", major),
        "brew" => Format("brew install postgresql@{1}", major),
        "winget" => Format("winget install PostgreSQL.PostgreSQL.{1}", major),
        _ => Format("# https://www.postgresql.org/download/ (PostgreSQL {1})", major),
    };

    /// <summary>Docker with its compose.</summary>
    public static string ForCompose() => Manager() switch
    {
        "apt-get" => Format("{0}apt-get install -y docker.io docker-compose-v2\n# " + Strings.SetupComposeAdvice + "\n{0}apt-get install -y docker-compose-plugin"),
        "dnf" => Format("{0}dnf install -y docker-compose-plugin"),
        "apk" => Format("{0}apk add docker-cli docker-cli-compose"),
        "brew" => "brew install docker docker-compose",
        "winget" => "winget install Docker.DockerDesktop",
        _ => "# https://docs.docker.com/compose/install/",
    };

    private static string? Manager()
    {
        if (OperatingSystem.IsWindows())
        {
            return "winget";
        }

        (string Program, string Name)[] managers =
            [("/usr/bin/apt-get", "apt-get"), ("/usr/bin/dnf", "dnf"), ("/sbin/apk", "apk"), ("/opt/homebrew/bin/brew", "brew"), ("/usr/local/bin/brew", "brew")];
        return managers.FirstOrDefault(manager => File.Exists(manager.Program)).Name;
    }

    private static string Format(string format, int? major = null) => string.Format(CultureInfo.InvariantCulture, format, Shell.Sudo, major);
}
