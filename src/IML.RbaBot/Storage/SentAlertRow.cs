using System.Text.Json;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.Storage;

/// <summary>The row <c>sent-channel</c> or <c>sent-person-…</c> of an assessment.</summary>
internal static class SentAlertRow
{
    public static void Write(TableTransaction row, SentAlert sent)
    {
        row.Property("activity", sent.ActivityId);
        row.Property("conversation", JsonSerializer.Serialize(sent.Conversation, BotFrameworkJson.Relaxed.ConversationReference));
    }

    public static SentAlert Read(JsonElement row, string key) => new(
        key,
        JsonSerializer.Deserialize(row.NeededText("conversation"), BotFrameworkJson.Relaxed.ConversationReference)
            ?? throw new JsonException("A sent alert without its conversation."),
        row.NeededText("activity"));
}
