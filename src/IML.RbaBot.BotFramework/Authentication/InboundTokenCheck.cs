using IML.RbaBot.BotFramework.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IML.RbaBot.BotFramework.Authentication;

/// <summary>
/// Checks the bearer token of an inbound call: signed by a key of the Bot Connector, issued by it, for this bot, now.
/// Source: Bot Connector authentication, "Authenticate requests from the Bot Connector service to your bot".
/// </summary>
internal sealed class InboundTokenCheck(SigningKeys keys, IOptions<BotFrameworkOptions> options, TimeProvider time)
{
    private const string Issuer = "https://api.botframework.com";
    private const string Scheme = "Bearer ";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    // Only asymmetric ones: with HS256 a public key could be passed off as the secret.
    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>The token, or why it is refused.</summary>
    /// <param name="authorization">The Authorization header.</param>
    /// <param name="cancellationToken">Ends the look-up of keys.</param>
    public async ValueTask<(InboundToken? Token, Refusal? Refusal)> CheckAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Refusal.TokenMissing);
        }

        if (Read(authorization[Scheme.Length..].Trim()) is not { } token)
        {
            return (null, Refusal.TokenMalformed);
        }

        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            return (null, Refusal.TokenAlgorithm);
        }

        // A header may hold "kid": null.
        var lookup = await keys.FindAsync(token.Kid ?? "", cancellationToken);
        if (lookup.Key is not { } key)
        {
            return (null, lookup.Unavailable ? Refusal.KeysUnavailable : Refusal.TokenKeyUnknown);
        }

        var result = await handler.ValidateTokenAsync(token, Parameters(key));
        if (!result.IsValid)
        {
            return (null, Reason(result.Exception));
        }

        var serviceUrl = token.TryGetPayloadValue<string>("serviceurl", out var claim) ? claim : null;
        return (new InboundToken(serviceUrl, key.Endorsements), null);
    }

    private JsonWebToken? Read(string text)
    {
        if (!handler.CanReadToken(text))
        {
            return null;
        }

        try
        {
            return handler.ReadJsonWebToken(text);
        }
        catch (Exception problem) when (problem is SecurityTokenException or ArgumentException)
        {
            return null;
        }
    }

    private TokenValidationParameters Parameters(SigningKey key) => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = options.Value.AppId,
        IssuerSigningKey = key.Key,
        TryAllIssuerSigningKeys = false,
        ValidateIssuerSigningKey = true,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireAudience = true,
        LifetimeValidator = CheckLifetime,
    };

    // The library's own check cannot be given a clock.
    private bool CheckLifetime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is null)
        {
            throw new SecurityTokenNoExpirationException();
        }

        if (now - ClockSkew >= expires)
        {
            throw new SecurityTokenExpiredException();
        }

        return notBefore is null || now + ClockSkew >= notBefore ? true : throw new SecurityTokenNotYetValidException();
    }

    private static Refusal Reason(Exception problem) => problem switch
    {
        SecurityTokenExpiredException => Refusal.TokenExpired,
        SecurityTokenNotYetValidException => Refusal.TokenNotYetValid,
        SecurityTokenNoExpirationException => Refusal.TokenWithoutExpiry,
        SecurityTokenInvalidIssuerException => Refusal.TokenIssuer,
        SecurityTokenInvalidAudienceException => Refusal.TokenAudience,
        SecurityTokenInvalidAlgorithmException => Refusal.TokenAlgorithm,
        SecurityTokenInvalidSignatureException => Refusal.TokenSignature,
        _ => Refusal.TokenMalformed,
    };
}
