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
    public static OutboxMessage? Read(StoredRow row) =>
        Keys.KindOf(row.NeededText("kind"u8)) is { } kind
            ? new OutboxMessage(kind, row.NeededTime("promisedAt"u8), row.NeededTime("notBefore"u8))
            {
                About = row.Text("about"u8),
                Detail = row.Text("detail"u8),
                ETag = new ETag(row.NeededText("odata.etag"u8)),
                Number = row.NeededNumber("number"u8),
                Attempts = row.NeededNumber("attempts"u8),
                Undeliverable = row.Flag("undeliverable"u8),
                LastReason = row.Text("lastReason"u8),
                IsHeld = row.Flag("held"u8),
                Done = row.Text("done"u8) is { } done ? [.. JsonSerializer.Deserialize(done, StorageJson.Readable.StringArray) ?? []] : [],
            }
            : null;
}
