using IML.RbaBot.BotFramework.Hosting;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.BotFramework.Authentication;

/// <summary>Service URL, channel and tenant of an activity, of every type, with token checks and without.</summary>
internal sealed class ActivityAllowList(IOptions<BotFrameworkOptions> options, ServiceHosts hosts)
{
    private static readonly string[] Teams = ["msteams"];

    private readonly string[] channels = options.Value.AllowedChannels is { Length: > 0 } named ? named : Teams;
    private readonly string[] tenants = options.Value.AllowedTenants;

    /// <summary>The first rule that the activity breaks, or null.</summary>
    public Refusal? Check(Activity activity)
    {
        if (!hosts.Allow(activity.ServiceUrl, out _))
        {
            return Refusal.ServiceUrl;
        }

        if (!channels.Contains(activity.ChannelId, StringComparer.Ordinal))
        {
            return Refusal.Channel;
        }

        return CheckTenant(activity.Conversation?.TenantId, TeamsChannelData.TenantIdOf(activity));
    }

    private Refusal? CheckTenant(string? ofConversation, string? ofChannelData)
    {
        var conversation = string.IsNullOrWhiteSpace(ofConversation) ? null : ofConversation;
        var channelData = string.IsNullOrWhiteSpace(ofChannelData) ? null : ofChannelData;
        if ((conversation ?? channelData) is not { } tenant)
        {
            return Refusal.TenantMissing;
        }

        if (!Allowed(tenant) || (channelData is not null && !Allowed(channelData)))
        {
            return Refusal.TenantForeign;
        }

        return conversation is not null && channelData is not null && !SameTenant(conversation, channelData)
            ? Refusal.TenantMismatch
            : null;
    }

    // The validation lets an empty list through only where token checks are off.
    private bool Allowed(string tenant) => tenants.Length == 0 || tenants.Contains(tenant, StringComparer.OrdinalIgnoreCase);

    private static bool SameTenant(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
