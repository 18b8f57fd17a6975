using System.Collections.Immutable;

namespace IML.RbaBot.BotFramework.Authentication;

/// <summary>What a good token says about the activity that it came with.</summary>
/// <param name="ServiceUrl">The claim <c>serviceurl</c>; null when missing.</param>
/// <param name="Endorsements">The channels that the signing key may speak for.</param>
internal sealed record InboundToken(string? ServiceUrl, ImmutableArray<string> Endorsements)
{
    /// <summary>The rule that ties the token to the activity and is broken, or null.</summary>
    public Refusal? Check(Activity activity)
    {
        if (!SameAddress(ServiceUrl, activity.ServiceUrl))
        {
            return Refusal.TokenServiceUrl;
        }

        return activity.ChannelId is { } channel && Endorsements.Contains(channel, StringComparer.Ordinal)
            ? null
            : Refusal.TokenEndorsement;
    }

    // The case of the host, a default port and a trailing slash make no other address.
    private static bool SameAddress(string? one, string? other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var first) && (one == other || SameAddress(first, other));

    private static bool SameAddress(Uri first, string? other) =>
        Uri.TryCreate(other, UriKind.Absolute, out var second)
        && first.Scheme == second.Scheme
        && first.IdnHost.Equals(second.IdnHost, StringComparison.OrdinalIgnoreCase)
        && first.Port == second.Port
        && first.UserInfo == second.UserInfo
        && first.PathAndQuery.TrimEnd('/') == second.PathAndQuery.TrimEnd('/');
}
