namespace IML.RbaBot.BotFramework.Authentication;

/// <summary>Why an inbound call is not served.</summary>
/// <param name="Status">401: the token is not good. 403: who calls is known and may not. 503: it cannot be told now.</param>
/// <param name="Code">Machine-readable; all that the caller learns.</param>
internal sealed record Refusal(int Status, string Code)
{
    public static readonly Refusal TokenMissing = new(401, "token-missing");
    public static readonly Refusal TokenMalformed = new(401, "token-malformed");
    public static readonly Refusal TokenAlgorithm = new(401, "token-algorithm");
    public static readonly Refusal TokenKeyUnknown = new(401, "token-key-unknown");
    public static readonly Refusal TokenSignature = new(401, "token-signature");
    public static readonly Refusal TokenIssuer = new(401, "token-issuer");
    public static readonly Refusal TokenAudience = new(401, "token-audience");
    public static readonly Refusal TokenExpired = new(401, "token-expired");
    public static readonly Refusal TokenNotYetValid = new(401, "token-not-yet-valid");
    public static readonly Refusal TokenWithoutExpiry = new(401, "token-without-expiry");
    public static readonly Refusal TokenServiceUrl = new(401, "token-service-url");
    public static readonly Refusal TokenEndorsement = new(401, "token-endorsement");
    public static readonly Refusal ServiceUrl = new(403, "service-url");
    public static readonly Refusal Channel = new(403, "channel");
    public static readonly Refusal TenantMissing = new(403, "tenant-missing");
    public static readonly Refusal TenantMismatch = new(403, "tenant-mismatch");
    public static readonly Refusal TenantForeign = new(403, "tenant-foreign");
    public static readonly Refusal KeysUnavailable = new(503, "keys-unavailable");
}
