namespace HubChantier.Backup.Settings;

/// <summary>A variable of an env file. A class, not a record: a record would print its value, which may be a secret.</summary>
public sealed class EnvFileVariable
{
    internal EnvFileVariable(string value, int line)
    {
        Value = value;
        Line = line;
    }

    /// <summary>The value: quotes taken off, escapes and variables replaced.</summary>
    public string Value { get; }

    /// <summary>Line where the variable's name stands, counted from 1.</summary>
    public int Line { get; }
}
