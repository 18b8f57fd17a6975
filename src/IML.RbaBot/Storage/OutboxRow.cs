using System.Text.Json;
using Azure;
using IML.RbaBot.Dispatch;

namespace IML.RbaBot.Storage;

/// <summary>The row <c>outbox-000007-alert</c>.</summary>
internal static class OutboxRow
{
    public static void Write(TableTransaction row, OutboxMessage message)
    {
        row.Property("kind", Keys.NameOf(message.Kind));
        row.Property("about", message.About);
        row.Property("detail", message.Detail);
        row.Property("number", message.Number);
        row.Property("promisedAt", message.PromisedAt);
        row.Property("notBefore", message.NotBefore);
        row.Property("attempts", message.Attempts);
        row.Property("undeliverable", message.Undeliverable);
        row.Property("lastReason", message.LastReason);
        if (message.IsHeld)
        {
            row.Property("held", true);
        }

        if (message.Done.Length > 0)
        {
            row.Property("done", JsonSerializer.Serialize([.. message.Done], StorageJson.Readable.StringArray));
        }
    }

    /// <summary>Null for a kind that this version does not know: a newer instance, running beside, delivers it.</summary>
    public static OutboxMessage? Read(JsonElement row) =>
        Keys.KindOf(row.NeededText("kind")) is { } kind
            ? new OutboxMessage(kind, row.NeededTime("promisedAt"), row.NeededTime("notBefore"))
            {
                About = row.Text("about"),
                Detail = row.Text("detail"),
                ETag = new ETag(row.NeededText("odata.etag")),
                Number = row.NeededNumber("number"),
                Attempts = row.NeededNumber("attempts"),
                Undeliverable = row.TryGetProperty("undeliverable", out var given) && given.GetBoolean(),
                LastReason = row.Text("lastReason"),
                IsHeld = row.TryGetProperty("held", out var held) && held.GetBoolean(),
                Done = row.Text("done") is { } done ? [.. JsonSerializer.Deserialize(done, StorageJson.Readable.StringArray) ?? []] : [],
            }
            : null;
}
