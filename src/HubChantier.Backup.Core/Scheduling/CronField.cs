using System.Globalization;

namespace HubChantier.Backup.Scheduling;

/// <summary>One field of a cron expression: the numbers it names.</summary>
/// <param name="Values">In ascending order, at least one.</param>
/// <param name="IsEvery">Whether it names every number that the field may have.</param>
internal sealed record CronField(IReadOnlyList<int> Values, bool IsEvery)
{
    /// <summary>Reads a field: <c>*</c>, numbers, names, ranges, steps and lists of them.</summary>
    /// <param name="text">The field.</param>
    /// <param name="minimum">The least number allowed.</param>
    /// <param name="maximum">The greatest.</param>
    /// <param name="names">Names of the numbers from the least on; empty where there are none.</param>
    /// <returns>Null if it says nothing that every cron understands.</returns>
    public static CronField? Parse(string text, int minimum, int maximum, string[] names)
    {
        SortedSet<int> values = [];
        foreach (string item in text.Split(','))
        {
            if (!TryAdd(item, values))
            {
                return null;
            }
        }

        return new CronField([.. values], values.Count == maximum - minimum + 1);

        bool TryAdd(string item, SortedSet<int> into)
        {
            string[] parts = item.Split('/');
            string[] ends = parts[0].Split('-');
            bool isRange = parts[0] == "*" || ends.Length == 2;
            int step = 1;
            // A step behind a single number means one thing here and another there.
            if (parts.Length > 2 || ends.Length > 2 || (parts.Length == 2 && !(isRange && TryNumber(parts[1], out step) && step > 0)))
            {
                return false;
            }

            int first = minimum, last = maximum;
            if (parts[0] != "*" && (!TryValue(ends[0], out first) || !TryValue(ends[^1], out last)))
            {
                return false;
            }

            for (int value = first; value <= last; value += step)
            {
                into.Add(value);
            }

            return first <= last;
        }

        bool TryValue(string word, out int value)
        {
            int name = Array.FindIndex(names, candidate => candidate.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (name >= 0)
            {
                value = minimum + name;
                return true;
            }

            return TryNumber(word, out value) && value >= minimum && value <= maximum;
        }

        static bool TryNumber(string word, out int value) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value < 1000;
    }
}
