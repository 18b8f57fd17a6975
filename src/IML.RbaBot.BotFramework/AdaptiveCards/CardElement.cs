using System.Text.Json;

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
