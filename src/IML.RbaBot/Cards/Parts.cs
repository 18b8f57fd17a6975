using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>The few shapes that all cards are made of.</summary>
internal static class Parts
{
    /// <summary>Longest title in a header, in UTF-16 code units; the project card and the result show it whole.</summary>
    private const int HeaderTitle = 60;

    public static TextBlock Heading(string text) =>
        new(text) { Style = TextStyle.Heading, Size = TextSize.Large, Weight = TextWeight.Bolder };

    public static TextBlock Subheading(string text) =>
        new(text) { Style = TextStyle.Heading, Weight = TextWeight.Bolder, Spacing = Spacing.Medium };

    public static TextBlock Text(string ourOwnMarkdown) => new(ourOwnMarkdown);

    public static TextBlock Small(string ourOwnMarkdown) =>
        new(ourOwnMarkdown) { Size = TextSize.Small, IsSubtle = true, Spacing = Spacing.Small };

    /// <summary>People's words, shown as they are.</summary>
    public static RichTextBlock Literal(string text, bool isSmall = false) =>
        new([new TextRun(text) { Size = isSmall ? TextSize.Small : TextSize.Default, IsSubtle = isSmall }]);

    /// <summary>The message beside an input; nothing when there is none.</summary>
    public static void AddFault(ImmutableArray<CardElement>.Builder items, CardContext context, Typed typed, string input)
    {
        if (typed.Message(input) is { } message)
        {
            items.Add(Fault(context, message));
        }
    }

    public static TextBlock Fault(CardContext context, string message) =>
        new(context.Say(CardText.Fault, ("message", MarkdownText.Escape(message))))
        {
            Color = TextColor.Attention,
            Weight = TextWeight.Bolder,
            Spacing = Spacing.Small,
        };

    /// <summary>What the whole card has to say first: that something is to correct, or could not be saved.</summary>
    public static void AddHeadline(ImmutableArray<CardElement>.Builder body, Typed typed)
    {
        if (typed.Headline is { } headline)
        {
            body.Add(new Container([new TextBlock(headline) { Weight = TextWeight.Bolder }]) { Style = ContainerStyle.Attention });
        }
    }

    /// <summary>A line that shows and hides elements without a round trip.</summary>
    public static Container Toggle(string title, params ReadOnlySpan<string> elements) => Toggle(title, TextSize.Small, elements);

    /// <inheritdoc cref="Toggle(string, ReadOnlySpan{string})"/>
    public static Container Toggle(string title, TextSize size, params ReadOnlySpan<string> elements) =>
        new([new TextBlock(title) { Color = TextColor.Accent, Size = size }])
        {
            Spacing = Spacing.Small,
            SelectAction = new ActionToggleVisibility([.. elements.ToArray().Select(e => new ToggleTarget(e))]) { Title = title },
        };

    /// <summary>Reference and shortened title.</summary>
    public static RichTextBlock ReferenceLine(CardContext context, Assessment assessment) => Literal(
        assessment.Project.Title is { } title
            ? context.Say(CardText.ReferenceTitle, ("reference", assessment.Reference.Value), ("title", Cut(title, HeaderTitle)))
            : assessment.Reference.Value,
        isSmall: true);

    /// <summary>
    /// A list of our own lines. Not a markdown list: the renderer gives those the full width and an indent, so that on a phone the
    /// right edge is cut off.
    /// </summary>
    public static TextBlock Lines(IEnumerable<string> lines) =>
        new(string.Join("\n\n", lines.Select(l => "• " + l))) { Spacing = Spacing.Small };

    /// <summary>
    /// People's words in the title of a choice, which some clients read as markdown and some do not: without the characters that make
    /// markdown, so that both show the same.
    /// </summary>
    public static string InChoice(string words) => string.Join(
        ' ', words.Split(['*', '_', '`', '[', ']', '(', ')', '<', '>', '!', '#', '~', '|', '\\', '&', '{', '}', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text, or its beginning with an ellipsis; never half a character.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>What an input shows: an honest client never sends more than the input takes, and more would burst the card.</summary>
    public static string? Shown(string? value, int longest) => value is null ? null : Cut(value, longest);
}
