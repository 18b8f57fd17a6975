using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IML.RbaBot.BotFramework.Tests.Hosting;

/// <summary>An issuer of inbound tokens with its own RSA keys; as a handler it serves its metadata and keys in memory.</summary>
public sealed class TestIssuer : HttpMessageHandler
{
    public const string AppId = "11111111-1111-1111-1111-111111111111";
    public const string MetadataAddress = "https://issuer.test/.well-known/openidconfiguration";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";

    private const string KeysAddress = "https://issuer.test/keys";

    // Making an RSA key takes longer than a test.
    private static readonly RSA FirstKey = RSA.Create(2048);

    private readonly List<(RsaSecurityKey Key, string[]? Endorsements)> published =
        [(new RsaSecurityKey(FirstKey) { KeyId = "key-1" }, ["msteams"])];

    /// <summary>False answers every read of metadata or keys with 503.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>How often the metadata were asked for, answered or not.</summary>
    public int Asked { get; private set; }

    /// <summary>How often the key set was read.</summary>
    public int KeyReads { get; private set; }

    public RsaSecurityKey Key => published[^1].Key;

    public static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    /// <summary>Publishes one key more; null for a key without endorsements.</summary>
    public RsaSecurityKey Publish(string id, params string[]? endorsements)
    {
        var key = NewKey(id);
        published.Add((key, endorsements));
        return key;
    }

    public void Withdraw(string id) => published.RemoveAll(entry => entry.Key.KeyId == id);

    public string Token(TokenShape? shape = null)
    {
        shape ??= new TokenShape();
        var claims = new Dictionary<string, object>(shape.Extra);
        if (shape.ServiceUrl is { } serviceUrl)
        {
            claims["serviceurl"] = serviceUrl;
        }

        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = shape.Issuer,
            Audience = shape.Audience,
            NotBefore = shape.NotBefore?.UtcDateTime,
            Expires = shape.Expires?.UtcDateTime,
            Claims = claims,
            SigningCredentials = shape.Signing ?? new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>A token that says of itself that it needs no signature.</summary>
    public static string Unsigned(string algorithm = "none")
    {
        var expires = BotHost.Now.AddHours(1).ToUnixTimeSeconds();
        return Encode($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"key-1"}""") + "."
            + Encode($$"""{"iss":"https://api.botframework.com","aud":"{{AppId}}","exp":{{expires}},"serviceurl":"{{ServiceUrl}}"}""") + ".";

        static string Encode(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked += request.RequestUri?.AbsoluteUri == MetadataAddress ? 1 : 0;
        if (!Reachable)
        {
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        }

        return Task.FromResult(request.RequestUri?.AbsoluteUri switch
        {
            MetadataAddress => Json(new JsonObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = KeysAddress }),
            KeysAddress => Json(KeySet()),
            _ => throw new InvalidOperationException($"Nothing but the issuer is to be called, not {request.RequestUri}."),
        });
    }

    private JsonObject KeySet()
    {
        KeyReads++;
        var keys = new JsonArray();
        foreach (var (key, endorsements) in published)
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(key);
            var entry = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = key.KeyId, ["n"] = jwk.N, ["e"] = jwk.E };
            if (endorsements is not null)
            {
                entry["endorsements"] = new JsonArray([.. endorsements.Select(name => (JsonNode)name)]);
            }

            keys.Add(entry);
        }

        return new JsonObject { ["keys"] = keys };
    }

    private static HttpResponseMessage Json(JsonObject body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}

/// <summary>What a token says; the default is a good one.</summary>
public sealed record TokenShape
{
    public string Issuer { get; init; } = "https://api.botframework.com";

    public string Audience { get; init; } = TestIssuer.AppId;

    public string? ServiceUrl { get; init; } = TestIssuer.ServiceUrl;

    public DateTimeOffset? NotBefore { get; init; } = BotHost.Now.AddMinutes(-10);

    public DateTimeOffset? Expires { get; init; } = BotHost.Now.AddMinutes(50);

    public Dictionary<string, object> Extra { get; init; } = [];

    public SigningCredentials? Signing { get; init; }
}
