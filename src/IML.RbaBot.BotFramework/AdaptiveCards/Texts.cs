using System.Collections.Immutable;
using System.Text.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>
/// Text that clients read as markdown: for our own words. People's words go into a <see cref="TextRun"/>, or through
/// <see cref="MarkdownText.Escape"/>.
/// </summary>
public sealed record TextBlock(string Text) : CardElement
{
    /// <summary>True unless said otherwise: on a narrow window unwrapped text is cut off.</summary>
    public bool Wrap { get; init; } = true;

    public TextSize Size { get; init; }

    public TextWeight Weight { get; init; }

    public TextColor Color { get; init; }

    public TextStyle Style { get; init; }

    public bool IsSubtle { get; init; }

    public HorizontalAlignment HorizontalAlignment { get; init; }

    public int? MaxLines { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "TextBlock"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("text"u8, Text);
        writer.WriteFlag("wrap"u8, Wrap);
        writer.WriteName("size"u8, Size.Name());
        writer.WriteName("weight"u8, Weight.Name());
        writer.WriteName("color"u8, Color.Name());
        writer.WriteName("style"u8, Style.Name());
        writer.WriteFlag("isSubtle"u8, IsSubtle);
        writer.WriteName("horizontalAlignment"u8, HorizontalAlignment.Name());
        writer.WriteCount("maxLines"u8, MaxLines);
    }
}

/// <summary>A paragraph of literal text runs; it always wraps.</summary>
public sealed record RichTextBlock(ImmutableArray<TextRun> Inlines) : CardElement
{
    public HorizontalAlignment HorizontalAlignment { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "RichTextBlock"u8;

    /// <summary>One run of literal text.</summary>
    public static RichTextBlock Of(string literalText) => new([new TextRun(literalText)]);

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteName("horizontalAlignment"u8, HorizontalAlignment.Name());
        writer.WriteStartArray("inlines"u8);
        foreach (var run in Inlines)
        {
            run.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Text shown as it is: no markdown is read in it. The place for people's words.</summary>
public sealed record TextRun(string Text)
{
    public TextSize Size { get; init; }

    public TextWeight Weight { get; init; }

    public TextColor Color { get; init; }

    public bool IsSubtle { get; init; }

    public bool Italic { get; init; }

    public bool Strikethrough { get; init; }

    public CardAction? SelectAction { get; init; }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "TextRun"u8);
        writer.WriteString("text"u8, MarkdownText.Literal(Text));
        writer.WriteName("size"u8, Size.Name());
        writer.WriteName("weight"u8, Weight.Name());
        writer.WriteName("color"u8, Color.Name());
        writer.WriteFlag("isSubtle"u8, IsSubtle);
        writer.WriteFlag("italic"u8, Italic);
        writer.WriteFlag("strikethrough"u8, Strikethrough);
        writer.WriteAction("selectAction"u8, SelectAction);
        writer.WriteEndObject();
    }
}

/// <summary>A list of titles and values. Both are markdown: people's words go through <see cref="MarkdownText.Escape"/>.</summary>
public sealed record FactSet(ImmutableArray<Fact> Facts) : CardElement
{
    private protected override ReadOnlySpan<byte> TypeName => "FactSet"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("facts"u8);
        foreach (var fact in Facts)
        {
            writer.WriteStartObject();
            writer.WriteString("title"u8, fact.Title);
            writer.WriteString("value"u8, fact.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

/// <summary>One line of a <see cref="FactSet"/>; both texts are markdown.</summary>
public sealed record Fact(string Title, string Value);

/// <summary>An image by its address.</summary>
/// <param name="Url">An https or data URL.</param>
/// <param name="AltText">What a screen reader says.</param>
public sealed record Image(string Url, string AltText) : CardElement
{
    public ImageSize Size { get; init; }

    public HorizontalAlignment HorizontalAlignment { get; init; }

    public CardAction? SelectAction { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Image"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("url"u8, Url);
        writer.WriteString("altText"u8, AltText);
        writer.WriteName("size"u8, Size.Name());
        writer.WriteName("horizontalAlignment"u8, HorizontalAlignment.Name());
        writer.WriteAction("selectAction"u8, SelectAction);
    }
}
