namespace HubChantier.Backup.Ports;

/// <summary>Says when a schedule's runs are due, in its time zone: an hour that the clock skips is made up for at the change, one that comes twice counts once.</summary>
public interface IRunCalendar
{
    /// <summary>The first time after another at which a run is due.</summary>
    /// <param name="after">A time; a run due at this very time is not meant.</param>
    /// <returns>The time, with the zone's offset; null if none ever comes.</returns>
    DateTimeOffset? Next(DateTimeOffset after);
}
