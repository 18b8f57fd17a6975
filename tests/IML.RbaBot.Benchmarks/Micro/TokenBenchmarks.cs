using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using IML.RbaBot.BotFramework.Authentication;
using IML.RbaBot.BotFramework.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IML.RbaBot.Benchmarks.Micro;

/// <summary>The check of an inbound token, signed as the Bot Connector signs (RSA of 2048 bits). The load run goes without tokens.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class TokenBenchmarks : IDisposable
{
    private const string AppId = "11111111-1111-1111-1111-111111111111";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly SigningKeys keys;
    private readonly InboundTokenCheck check;
    private readonly string authorization;

    public TokenBenchmarks()
    {
        var signing = new RsaSecurityKey(rsa) { KeyId = "key-1" };
        var options = Options.Create(new BotFrameworkOptions { AppId = AppId, MetadataAddress = "http://issuer/metadata" });
        keys = new SigningKeys(new Issuer(signing), options, TimeProvider.System, NullLogger<SigningKeys>.Instance);
        check = new InboundTokenCheck(keys, options, TimeProvider.System);
        authorization = "Bearer " + new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "https://api.botframework.com",
            Audience = AppId,
            Expires = DateTime.UtcNow.AddHours(1),
            Subject = new ClaimsIdentity([new Claim("serviceurl", "https://smba.trafficmanager.net/emea/")]),
            SigningCredentials = new SigningCredentials(signing, SecurityAlgorithms.RsaSha256),
        });
    }

    [Benchmark(Description = "Check a token")]
    public async Task<bool> CheckAsync()
    {
        var (token, refusal) = await check.CheckAsync(authorization, default);
        return token is not null && refusal is null ? true : throw new InvalidOperationException($"Refused: {refusal}.");
    }

    public void Dispose()
    {
        keys.Dispose();
        rsa.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Issuer(RsaSecurityKey key) : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
            var json = request.RequestUri!.AbsolutePath == "/metadata"
                ? """{"jwks_uri":"http://issuer/keys"}"""
                : $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"key-1","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}","endorsements":["msteams"]}]}""";
            return Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) });
        }
    }
}
