using System.Buffers.Text;
using System.Text;

namespace HubChantier.Backup.Sql;

/// <summary>Reads <c>'public.x_seq', 42, true);</c>, the arguments of pg_dump's setval.</summary>
internal static class SequenceValue
{
    public static HubSequence? Read(ReadOnlySpan<byte> arguments)
    {
        if (SqlNameReader.Text(ref arguments) is not { } quoted)
        {
            return null;
        }

        ReadOnlySpan<byte> sql = Encoding.UTF8.GetBytes(quoted);
        if (SqlNameReader.QualifiedName(ref sql) is not { } name || !arguments.StartsWith(", "u8)
            || !Utf8Parser.TryParse(arguments[2..], out long value, out int length))
        {
            return null;
        }

        return new HubSequence
        {
            Schema = name.Schema,
            Name = name.Name,
            Value = value,
            IsCalled = arguments[(2 + length)..].StartsWith(", true"u8),
        };
    }
}
