using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>What Teams says in an activity's channel data. Odd shapes give nulls.</summary>
/// <param name="TenantId">The Entra tenant.</param>
/// <param name="TeamId">The team's thread id, <c>19:…@thread.tacv2</c>.</param>
/// <param name="TeamAadGroupId">The team's Entra group id.</param>
/// <param name="ChannelId">The channel's thread id.</param>
/// <param name="EventType">What happened, for instance <c>teamMemberAdded</c>.</param>
public sealed record TeamsChannelData(string? TenantId, string? TeamId, string? TeamAadGroupId, string? ChannelId, string? EventType)
{
    /// <summary>Reads the channel data of an activity.</summary>
    public static TeamsChannelData Of(Activity activity)
    {
        var data = activity.ChannelData;
        return new TeamsChannelData(
            TenantIdOf(activity),
            data.Member("team").Member("id").Text(),
            data.Member("team").Member("aadGroupId").Text(),
            data.Member("channel").Member("id").Text(),
            data.Member("eventType").Text());
    }

    /// <summary>The tenant alone, which every activity is asked for.</summary>
    internal static string? TenantIdOf(Activity activity) => activity.ChannelData.Member("tenant").Member("id").Text();
}
