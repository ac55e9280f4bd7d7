using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace HubChantier.Backup.Providers.S3;

/// <summary>Turns what the AWS SDK throws into failures that have a name.</summary>
internal static class S3Errors
{
    /// <summary>Error codes that say more than their HTTP status; AWS's documentation, "Error responses", and what Ceph, MinIO and Scaleway send.</summary>
    private static readonly Dictionary<string, BackupFailure> s_byCode = new(StringComparer.OrdinalIgnoreCase)
    {
        ["InvalidAccessKeyId"] = BackupFailure.S3KeyRefused,
        ["SignatureDoesNotMatch"] = BackupFailure.S3KeyRefused,
        ["InvalidToken"] = BackupFailure.S3KeyRefused,
        ["InvalidSecurity"] = BackupFailure.S3KeyRefused,
        ["ExpiredToken"] = BackupFailure.S3TokenExpired,
        ["TokenRefreshRequired"] = BackupFailure.S3TokenExpired,
        ["RequestTimeTooSkewed"] = BackupFailure.S3ClockSkewed,
        ["RequestExpired"] = BackupFailure.S3ClockSkewed,
        ["NoSuchBucket"] = BackupFailure.S3BucketMissing,
        ["PermanentRedirect"] = BackupFailure.S3RegionWrong,
        ["TemporaryRedirect"] = BackupFailure.S3RegionWrong,
        ["AuthorizationHeaderMalformed"] = BackupFailure.S3RegionWrong,
        ["IllegalLocationConstraintException"] = BackupFailure.S3RegionWrong,
        // With status 200 too: CompleteMultipartUpload answers before it has done its work.
        ["InternalError"] = BackupFailure.S3ServerError,
        ["SlowDown"] = BackupFailure.S3Throttled,
        ["Throttling"] = BackupFailure.S3Throttled,
        ["ThrottlingException"] = BackupFailure.S3Throttled,
        ["RequestLimitExceeded"] = BackupFailure.S3Throttled,
        ["PreconditionFailed"] = BackupFailure.S3NameTaken,
        ["ConditionalRequestConflict"] = BackupFailure.S3NameTaken,
        ["InvalidObjectState"] = BackupFailure.S3Archived,
        ["BadDigest"] = BackupFailure.S3Mismatch,
        ["InvalidDigest"] = BackupFailure.S3Mismatch,
        ["XAmzContentSHA256Mismatch"] = BackupFailure.S3Mismatch,
        ["RequestTimeout"] = BackupFailure.S3TimedOut,
        ["IncompleteBody"] = BackupFailure.S3ConnectionLost,
    };

    public static BackupException Translate(Exception exception, string endpoint, string bucket, string key)
    {
        BackupFailure failure = Classify(exception);
        string text = Strings.ResourceManager.GetString(failure.ToString(), CultureInfo.CurrentUICulture) ?? Strings.S3Refused;
        return new BackupException(
            failure,
            string.Format(CultureInfo.CurrentCulture, text, endpoint, bucket, key, Words(exception), DateTimeOffset.UtcNow.ToString("u", CultureInfo.InvariantCulture)),
            exception,
            $"s3://{bucket}/{key}");
    }

    /// <summary>The failure where nothing moved for too long.</summary>
    public static BackupException Stalled(Exception inner, TimeSpan limit, string endpoint, string bucket, string key) => new(
        BackupFailure.S3TimedOut,
        string.Format(
            CultureInfo.CurrentCulture, Strings.S3TimedOut, endpoint, bucket, key, string.Format(CultureInfo.CurrentCulture, Strings.Seconds, limit.TotalSeconds)),
        inner,
        $"s3://{bucket}/{key}");

    /// <summary>Whether a service says that it does not know what it was asked for, as older ones do of conditional writes.</summary>
    public static bool IsNotImplemented(AmazonS3Exception exception) => exception.StatusCode == HttpStatusCode.NotImplemented || exception.ErrorCode == "NotImplemented";

    /// <summary>The wait that a service asks for, in seconds or up to a date (RFC 9110, 10.2.3); null where it asks for none.</summary>
    public static TimeSpan? RetryAfter(Exception exception, DateTimeOffset now)
    {
        string? value = (exception.InnerException as HttpErrorResponseException)?.Response?.GetHeaderValue("Retry-After");
        return !RetryConditionHeaderValue.TryParse(value, out RetryConditionHeaderValue? wait) ? null : wait.Delta ?? wait.Date - now;
    }

    public static bool IsNotFound(AmazonS3Exception exception) => exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket";

    private static BackupFailure Classify(Exception exception) => exception switch
    {
        AmazonServiceException service when service.ErrorCode is { } code && s_byCode.TryGetValue(code, out BackupFailure failure) => failure,
        AmazonServiceException { StatusCode: 0 } service => service.InnerException is { } inner ? OfNetwork(inner) : BackupFailure.S3Unreachable,
        AmazonUnmarshallingException => BackupFailure.S3ConnectionLost,
        AmazonServiceException service => OfStatus(service.StatusCode),
        // The SDK has no type of its own for "found no keys in the whole chain".
        AmazonClientException => exception.InnerException is { } inner && OfNetwork(inner) is not BackupFailure.S3Unreachable and var found ? found : BackupFailure.S3KeyMissing,
        _ => OfNetwork(exception),
    };

    private static BackupFailure OfStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect => BackupFailure.S3RegionWrong,
        HttpStatusCode.Unauthorized => BackupFailure.S3KeyRefused,
        HttpStatusCode.Forbidden => BackupFailure.S3AccessDenied,
        HttpStatusCode.PreconditionFailed => BackupFailure.S3NameTaken,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => BackupFailure.S3Throttled,
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => BackupFailure.S3TimedOut,
        >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented => BackupFailure.S3ServerError,
        _ => BackupFailure.S3Refused,
    };

    /// <summary>What the network says, at any depth of the chain of exceptions.</summary>
    private static BackupFailure OfNetwork(Exception exception)
    {
        for (Exception? at = exception; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case AuthenticationException or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return BackupFailure.S3TlsFailed;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }
                    or HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }:
                    return BackupFailure.S3HostUnknown;
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.OperationAborted }
                    or HttpIOException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse }
                    or System.Xml.XmlException:
                    return BackupFailure.S3ConnectionLost;
                case SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }:
                    return BackupFailure.S3Unreachable;
            }
        }

        return exception is IOException or HttpRequestException ? BackupFailure.S3ConnectionLost : BackupFailure.S3Unreachable;
    }

    /// <summary>What the service or the network said, without the SDK's wrapping.</summary>
    private static string Words(Exception exception)
    {
        if (exception is AmazonServiceException { StatusCode: not 0 } service)
        {
            string code = string.IsNullOrEmpty(service.ErrorCode) ? ((int)service.StatusCode).ToString(CultureInfo.InvariantCulture) : service.ErrorCode;
            return $"{code} {service.Message}".Trim();
        }

        Exception deepest = exception;
        while (deepest.InnerException is { } inner)
        {
            deepest = inner;
        }

        return deepest.Message;
    }
}
