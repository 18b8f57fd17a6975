using System.Buffers;
using System.Text.Json;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>Anything in the body of a card.</summary>
public abstract record CardElement
{
    public string? Id { get; init; }

    /// <summary>False hides the element until an <see cref="ActionToggleVisibility"/> shows it.</summary>
    public bool IsVisible { get; init; } = true;

    /// <summary>A line above the element.</summary>
    public bool Separator { get; init; }

    /// <summary>The space above the element.</summary>
    public Spacing Spacing { get; init; }

    /// <summary>Shown by clients that do not know this element.</summary>
    public CardElement? Fallback { get; init; }

    /// <summary>Writes the element as one JSON object.</summary>
    public virtual void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, TypeName);
        writer.WriteText("id"u8, Id);
        if (!IsVisible)
        {
            writer.WriteBoolean("isVisible"u8, false);
        }

        writer.WriteFlag("separator"u8, Separator);
        writer.WriteName("spacing"u8, Spacing.Name());

        WriteMembers(writer);
        if (Fallback is { } fallback)
        {
            writer.WritePropertyName("fallback"u8);
            fallback.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private protected abstract ReadOnlySpan<byte> TypeName { get; }

    private protected abstract void WriteMembers(Utf8JsonWriter writer);
}

/// <summary>
/// Elements written once and reused in many cards, byte for byte: for what never changes, such as the legal basis of a question in one
/// language.
/// </summary>
public sealed record PrerenderedElement : CardElement
{
    private readonly ReadOnlyMemory<byte> json;

    private PrerenderedElement(ReadOnlyMemory<byte> json) => this.json = json;

    private protected override ReadOnlySpan<byte> TypeName => "Container"u8;

    /// <summary>Renders <paramref name="element"/> now. Later changes of id or visibility by <c>with</c> have no effect on it.</summary>
    public static PrerenderedElement Of(CardElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, BotFrameworkJson.WriterOptions))
        {
            element.WriteTo(writer);
        }

        return new PrerenderedElement(buffer.WrittenMemory);
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(json.Span, skipInputValidation: true);

    private protected override void WriteMembers(Utf8JsonWriter writer) =>
        throw new InvalidOperationException("A prerendered element has no members of its own.");
}
