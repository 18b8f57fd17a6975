using System.Text;
using System.Text.Json;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>Takes the mention of the bot out of a message: Teams puts <c>&lt;at&gt;Bot&lt;/at&gt;</c> into the text.</summary>
internal static class MentionText
{
    /// <summary>The text without mentions of the recipient; every run of white space, no-break ones too, becomes one space.</summary>
    public static string WithoutRecipient(Activity activity)
    {
        var text = activity.Text;
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        foreach (var entity in activity.Entities ?? [])
        {
            if (MentionsRecipient(entity, activity.Recipient) && entity.Member("text").Text() is { Length: > 0 } mention)
            {
                text = text.Replace(mention, " ", StringComparison.OrdinalIgnoreCase);
            }
        }

        if (activity.Recipient?.Name is { Length: > 0 } name)
        {
            text = WithoutTag(text, name);
        }

        return CollapseSpaces(text);
    }

    private static bool MentionsRecipient(JsonElement entity, ChannelAccount? recipient) =>
        recipient?.Id is { Length: > 0 } id
        && string.Equals(entity.Member("type").Text(), "mention", StringComparison.OrdinalIgnoreCase)
        && entity.Member("mentioned").Member("id").Text() == id;

    // Some clients send the tag without an entity, or with attributes: <at id="0">Name</at>.
    private static string WithoutTag(string text, string name)
    {
        const string Open = "<at", Close = "</at>";
        for (var start = 0; (start = text.IndexOf(Open, start, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            var inside = text.IndexOf('>', start) + 1;
            var end = inside > 0 ? text.IndexOf(Close, inside, StringComparison.OrdinalIgnoreCase) : -1;
            if (end < 0)
            {
                break;
            }

            var mentioned = text.AsSpan(inside, end - inside).Trim();
            if (mentioned.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                text = string.Concat(text.AsSpan(0, start), " ", text.AsSpan(end + Close.Length));
            }
            else
            {
                start = end + Close.Length;
            }
        }

        return text;
    }

    private static string CollapseSpaces(string text)
    {
        var kept = new StringBuilder(text.Length);
        var pending = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                pending = kept.Length > 0;
                continue;
            }

            if (pending)
            {
                kept.Append(' ');
                pending = false;
            }

            kept.Append(c);
        }

        return kept.ToString();
    }
}
