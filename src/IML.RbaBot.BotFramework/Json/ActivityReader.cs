using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace IML.RbaBot.BotFramework.Json;

/// <summary>
/// Reads an activity as <see cref="BotFrameworkJson.Activity"/> does, member for member, with a fraction of its work: every turn
/// begins here. A test holds the two against each other, also that they refuse the same bodies.
/// </summary>
internal static class ActivityReader
{
    /// <summary>
    /// True, and the activity. False when the body is malformed, no object, or holds a name or text that is no Unicode: then ask the
    /// serializer, which knows the line and byte, and reads what is odd beyond this reader.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out Activity? activity)
    {
        try
        {
            // Without options, as the serializer has none: 64 levels, no comments, no comma at the end.
            var reader = new Utf8JsonReader(json);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                activity = ActivityIn(ref reader);

                // Throws when anything but white space follows.
                return !reader.Read();
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The serializer meets it again.
        }

        activity = null;
        return false;
    }

    // Each name by its length, then by its bytes. A member that comes twice counts as it came last.
    private static Activity ActivityIn(ref Utf8JsonReader reader)
    {
        var read = new Activity();
        while (NextMember(ref reader, out var name))
        {
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8): read.Id = LenientText.Of(ref reader); break;
                case 4 when name.SequenceEqual("type"u8): read.Type = Type(ref reader); break;
                case 4 when name.SequenceEqual("from"u8): read.From = Account(ref reader); break;
                case 4 when name.SequenceEqual("name"u8): read.Name = Name(ref reader); break;
                case 4 when name.SequenceEqual("text"u8): read.Text = LenientText.Of(ref reader); break;
                case 5 when name.SequenceEqual("value"u8): read.Value = Element(ref reader); break;
                case 6 when name.SequenceEqual("locale"u8): read.Locale = LenientText.Of(ref reader); break;
                case 6 when name.SequenceEqual("action"u8): read.Action = LenientText.Of(ref reader); break;
                case 7 when name.SequenceEqual("summary"u8): read.Summary = LenientText.Of(ref reader); break;
                case 8 when name.SequenceEqual("entities"u8): read.Entities = Elements(ref reader); break;
                case 9 when name.SequenceEqual("timestamp"u8): read.Timestamp = LenientTime.Of(ref reader); break;
                case 9 when name.SequenceEqual("channelId"u8): read.ChannelId = Channel(ref reader); break;
                case 9 when name.SequenceEqual("recipient"u8): read.Recipient = Account(ref reader); break;
                case 9 when name.SequenceEqual("replyToId"u8): read.ReplyToId = LenientText.Of(ref reader); break;
                case 9 when name.SequenceEqual("inputHint"u8): read.InputHint = LenientText.Of(ref reader); break;
                case 10 when name.SequenceEqual("serviceUrl"u8): read.ServiceUrl = LenientText.Of(ref reader); break;
                case 10 when name.SequenceEqual("textFormat"u8): read.TextFormat = LenientText.Of(ref reader); break;
                case 10 when name.SequenceEqual("importance"u8): read.Importance = LenientText.Of(ref reader); break;
                case 11 when name.SequenceEqual("channelData"u8): read.ChannelData = Element(ref reader); break;
                case 11 when name.SequenceEqual("attachments"u8): read.Attachments = Attachments(ref reader); break;
                case 12 when name.SequenceEqual("conversation"u8): read.Conversation = Conversation(ref reader); break;
                case 12 when name.SequenceEqual("membersAdded"u8): read.MembersAdded = Accounts(ref reader); break;
                case 13 when name.SequenceEqual("localTimezone"u8): read.LocalTimezone = LenientText.Of(ref reader); break;
                case 14 when name.SequenceEqual("localTimestamp"u8): read.LocalTimestamp = LenientTime.Of(ref reader); break;
                case 14 when name.SequenceEqual("membersRemoved"u8): read.MembersRemoved = Accounts(ref reader); break;
                case 16 when name.SequenceEqual("attachmentLayout"u8): read.AttachmentLayout = LenientText.Of(ref reader); break;
                default: Keep(read.Properties ??= [], name, ref reader); break;
            }
        }

        return read;
    }

    private static ChannelAccount? Account(ref Utf8JsonReader reader) => LenientObject<ChannelAccount>.Of(ref reader, AccountIn);

    private static IReadOnlyList<ChannelAccount>? Accounts(ref Utf8JsonReader reader) =>
        LenientList<ChannelAccount>.Of(ref reader, AccountIn);

    private static ChannelAccount AccountIn(ref Utf8JsonReader reader)
    {
        var read = new ChannelAccount();
        while (NextMember(ref reader, out var name))
        {
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8): read.Id = LenientText.Of(ref reader); break;
                case 4 when name.SequenceEqual("name"u8): read.Name = LenientText.Of(ref reader); break;
                case 4 when name.SequenceEqual("role"u8): read.Role = LenientText.Of(ref reader); break;
                case 5 when name.SequenceEqual("email"u8): read.Email = LenientText.Of(ref reader); break;
                case 8 when name.SequenceEqual("tenantId"u8): read.TenantId = LenientText.Of(ref reader); break;
                case 11 when name.SequenceEqual("aadObjectId"u8): read.AadObjectId = LenientText.Of(ref reader); break;
                case 17 when name.SequenceEqual("userPrincipalName"u8): read.UserPrincipalName = LenientText.Of(ref reader); break;
                default: Keep(read.Properties ??= [], name, ref reader); break;
            }
        }

        return read;
    }

    private static ConversationAccount? Conversation(ref Utf8JsonReader reader) =>
        LenientObject<ConversationAccount>.Of(ref reader, ConversationIn);

    private static ConversationAccount ConversationIn(ref Utf8JsonReader reader)
    {
        var read = new ConversationAccount();
        while (NextMember(ref reader, out var name))
        {
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8): read.Id = LenientText.Of(ref reader); break;
                case 4 when name.SequenceEqual("name"u8): read.Name = LenientText.Of(ref reader); break;
                case 7 when name.SequenceEqual("isGroup"u8): read.IsGroup = LenientFlag.Of(ref reader); break;
                case 8 when name.SequenceEqual("tenantId"u8): read.TenantId = LenientText.Of(ref reader); break;
                case 16 when name.SequenceEqual("conversationType"u8): read.ConversationType = ConversationType(ref reader); break;
                default: Keep(read.Properties ??= [], name, ref reader); break;
            }
        }

        return read;
    }

    private static IReadOnlyList<Attachment>? Attachments(ref Utf8JsonReader reader) =>
        LenientList<Attachment>.Of(ref reader, AttachmentIn);

    private static Attachment AttachmentIn(ref Utf8JsonReader reader)
    {
        var read = new Attachment();
        while (NextMember(ref reader, out var name))
        {
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("name"u8): read.Name = LenientText.Of(ref reader); break;
                case 7 when name.SequenceEqual("content"u8): read.Content = Element(ref reader); break;
                case 10 when name.SequenceEqual("contentUrl"u8): read.ContentUrl = LenientText.Of(ref reader); break;
                case 11 when name.SequenceEqual("contentType"u8): read.ContentType = LenientText.Of(ref reader); break;
                default: Keep(read.Properties ??= [], name, ref reader); break;
            }
        }

        return read;
    }

    // Goes on to the next member's value and gives its name, unescaped; false at the end of the object.
    private static bool NextMember(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
        reader.Read();
        return true;
    }

    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        var name = new byte[reader.ValueSpan.Length];
        return name[..reader.CopyString(name)];
    }

    private static JsonElement? Element(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : JsonElement.ParseValue(ref reader);

    private static IReadOnlyList<JsonElement>? Elements(ref Utf8JsonReader reader) =>
        LenientList<JsonElement>.Of(ref reader, JsonElement.ParseValue);

    // A null is kept here, too.
    private static void Keep(Dictionary<string, JsonElement> properties, scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader) =>
        properties[Encoding.UTF8.GetString(name)] = JsonElement.ParseValue(ref reader);

    // The words that nearly every activity has need no string of their own.
    private static string? Type(ref Utf8JsonReader reader) =>
        Is(ref reader, "invoke"u8) ? ActivityTypes.Invoke
        : Is(ref reader, "message"u8) ? ActivityTypes.Message
        : LenientText.Of(ref reader);

    private static string? Name(ref Utf8JsonReader reader) =>
        Is(ref reader, "adaptiveCard/action"u8) ? InvokeNames.AdaptiveCardAction : LenientText.Of(ref reader);

    private static string? Channel(ref Utf8JsonReader reader) => Is(ref reader, "msteams"u8) ? "msteams" : LenientText.Of(ref reader);

    private static string? ConversationType(ref Utf8JsonReader reader) =>
        Is(ref reader, "personal"u8) ? ConversationTypes.Personal : LenientText.Of(ref reader);

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> word) =>
        reader.TokenType == JsonTokenType.String && reader.ValueSpan.SequenceEqual(word);
}
