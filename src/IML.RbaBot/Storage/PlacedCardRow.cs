using System.Text.Json;
using Azure;
using IML.RbaBot.BotFramework.Json;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>The row <c>sent-result</c>, <c>sent-channel</c> or <c>sent-person-…</c> of an assessment.</summary>
internal static class PlacedCardRow
{
    public static void Write(TableTransaction row, PlacedCard card)
    {
        row.Property("face", NameOf(card.Face));
        row.Property("person", card.Person?.Value);
        row.Property("activity", card.ActivityId);
        row.Property("conversation", JsonSerializer.Serialize(card.Conversation, BotFrameworkJson.Relaxed.ConversationReference));
        row.Property("shownAt", card.ShownAt);
        row.Property("updatingUntil", card.UpdatingUntil);
    }

    public static PlacedCard Read(StoredRow row, string key) => new(
        key,
        row.NeededJson("conversation"u8, BotFrameworkJson.Relaxed.ConversationReference),
        row.NeededText("activity"u8),
        FaceOf(row.NeededText("face"u8)))
    {
        Person = row.Text("person"u8) is { } person ? PersonId.Parse(person) ?? throw new JsonException($"{person} is no person's id.") : null,

        // A row from before the moment was kept is older than any other.
        ShownAt = row.Text("shownAt"u8) is null ? DateTimeOffset.UnixEpoch : row.NeededTime("shownAt"u8),
        UpdatingUntil = row.Text("updatingUntil"u8) is null ? null : row.NeededTime("updatingUntil"u8),
        ETag = new ETag(row.NeededText("odata.etag"u8)),
    };

    // The stored names never change once rows exist.
    private static string NameOf(CardFace face) => face switch
    {
        CardFace.Alert => "alert",
        CardFace.Standing => "standing",
        CardFace.Taken => "taken",
        _ => throw new ArgumentOutOfRangeException(nameof(face), face, "A face without a stored name."),
    };

    private static CardFace FaceOf(string name) => name switch
    {
        "alert" => CardFace.Alert,
        "standing" => CardFace.Standing,
        "taken" => CardFace.Taken,
        _ => throw new JsonException($"{name} is no face of a card."),
    };
}
