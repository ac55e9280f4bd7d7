namespace HubChantier.Backup.IntegrationTests.Servers;

/// <summary>What a <see cref="S3FaultProxy"/> does to a request instead of passing it on untouched.</summary>
public sealed class S3Fault
{
    private S3Fault()
    {
    }

    /// <summary>The status of an answer of the proxy's own; null: the server answers.</summary>
    public int? Status { get; private init; }

    /// <summary>The S3 error code in that answer.</summary>
    public string Code { get; private init; } = "";

    /// <summary>The seconds after which that answer asks to come back; null: it does not.</summary>
    public int? RetryAfter { get; private init; }

    /// <summary>How far the date of that answer is from now.</summary>
    public TimeSpan Skew { get; private init; }

    /// <summary>The connection is reset once so many bytes of the request's body were read; the server never sees the request.</summary>
    public long? ResetAfter { get; private init; }

    /// <summary>The server has done what was asked; the connection is reset instead of an answer.</summary>
    public bool LosesAnswer { get; private init; }

    /// <summary>No answer ever comes; the server never sees the request.</summary>
    public bool Stalls { get; private init; }

    /// <summary>The connection ends after so many bytes of the answer's body.</summary>
    public long CutAfter { get; private init; } = long.MaxValue;

    /// <summary>A header of the answer gets this value.</summary>
    public (string Name, string Value)? Header { get; private init; }

    /// <summary>An S3 error; status 200 too, as CompleteMultipartUpload answers when it fails late.</summary>
    public static S3Fault Answer(int status, string code, int? retryAfter = null) => new() { Status = status, Code = code, RetryAfter = retryAfter };

    /// <summary>The server's clock is so far from this machine's.</summary>
    public static S3Fault ClockSkew(TimeSpan skew) => new() { Status = 403, Code = "RequestTimeTooSkewed", Skew = skew };

    public static S3Fault Reset(long afterBytes = 0) => new() { ResetAfter = afterBytes };

    public static S3Fault LoseAnswer() => new() { LosesAnswer = true };

    public static S3Fault Stall() => new() { Stalls = true };

    public static S3Fault CutAnswer(long afterBytes) => new() { CutAfter = afterBytes };

    public static S3Fault AnswerHeader(string name, string value) => new() { Header = (name, value) };

    /// <summary>The ETag of other content than what was sent.</summary>
    public static S3Fault WrongETag() => AnswerHeader("ETag", "\"00000000000000000000000000000000\"");
}
