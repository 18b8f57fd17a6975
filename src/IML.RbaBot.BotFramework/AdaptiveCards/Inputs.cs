using System.Collections.Immutable;
using System.Text.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>
/// Something to fill in. What the client checks (required, length, range, pattern) is a courtesy: everything is checked again on the
/// server.
/// </summary>
public abstract record CardInput : CardElement
{
    private protected CardInput(string id) => Id = id;

    /// <summary>The accessible name, shown above the input.</summary>
    public string? Label { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>What the client says when its check fails.</summary>
    public string? ErrorMessage { get; init; }

    private protected abstract void WriteInput(Utf8JsonWriter writer);

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteText("label"u8, Label);
        writer.WriteFlag("isRequired"u8, IsRequired);
        writer.WriteText("errorMessage"u8, ErrorMessage);
        WriteInput(writer);
    }
}

/// <summary><c>Input.Text</c></summary>
public sealed record InputText(string InputId) : CardInput(InputId)
{
    public bool IsMultiline { get; init; }

    /// <summary>In UTF-16 units.</summary>
    public int? MaxLength { get; init; }

    public string? Placeholder { get; init; }

    public string? Value { get; init; }

    public string? Regex { get; init; }

    public TextInputStyle Style { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Input.Text"u8;

    private protected override void WriteInput(Utf8JsonWriter writer)
    {
        writer.WriteFlag("isMultiline"u8, IsMultiline);
        writer.WriteCount("maxLength"u8, MaxLength);
        writer.WriteText("placeholder"u8, Placeholder);
        writer.WriteText("value"u8, Value);
        writer.WriteText("regex"u8, Regex);
        writer.WriteName("style"u8, Style.Name());
    }
}

/// <summary><c>Input.Number</c></summary>
public sealed record InputNumber(string InputId) : CardInput(InputId)
{
    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public string? Placeholder { get; init; }

    public decimal? Value { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Input.Number"u8;

    private protected override void WriteInput(Utf8JsonWriter writer)
    {
        WriteNumber(writer, "min"u8, Min);
        WriteNumber(writer, "max"u8, Max);
        writer.WriteText("placeholder"u8, Placeholder);
        WriteNumber(writer, "value"u8, Value);
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, decimal? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}

/// <summary><c>Input.Date</c></summary>
public sealed record InputDate(string InputId) : CardInput(InputId)
{
    public DateOnly? Min { get; init; }

    public DateOnly? Max { get; init; }

    public string? Placeholder { get; init; }

    public DateOnly? Value { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Input.Date"u8;

    private protected override void WriteInput(Utf8JsonWriter writer)
    {
        WriteDate(writer, "min"u8, Min);
        WriteDate(writer, "max"u8, Max);
        writer.WriteText("placeholder"u8, Placeholder);
        WriteDate(writer, "value"u8, Value);
    }

    private static void WriteDate(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateOnly? value)
    {
        if (value is { } date)
        {
            Span<byte> text = stackalloc byte[10];
            date.TryFormat(text, out _, "O", null);
            writer.WriteString(name, text);
        }
    }
}

/// <summary><c>Input.Toggle</c>; its value arrives as <c>true</c> or <c>false</c>, as text.</summary>
/// <param name="InputId">The input's id.</param>
/// <param name="Title">What stands beside the box.</param>
public sealed record InputToggle(string InputId, string Title) : CardInput(InputId)
{
    public bool Value { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Input.Toggle"u8;

    private protected override void WriteInput(Utf8JsonWriter writer)
    {
        writer.WriteString("title"u8, Title);
        writer.WriteFlag("wrap"u8, true);
        if (Value)
        {
            writer.WriteString("value"u8, "true"u8);
        }
    }
}

/// <summary><c>Input.ChoiceSet</c></summary>
public sealed record InputChoiceSet(string InputId, ImmutableArray<InputChoice> Choices) : CardInput(InputId)
{
    public bool IsMultiSelect { get; init; }

    public ChoiceInputStyle Style { get; init; }

    /// <summary>True unless said otherwise: long choices must be readable on a narrow window.</summary>
    public bool Wrap { get; init; } = true;

    public string? Placeholder { get; init; }

    /// <summary>The value of the chosen option; several are joined by commas.</summary>
    public string? Value { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Input.ChoiceSet"u8;

    private protected override void WriteInput(Utf8JsonWriter writer)
    {
        writer.WriteFlag("isMultiSelect"u8, IsMultiSelect);
        writer.WriteName("style"u8, Style.Name());
        writer.WriteFlag("wrap"u8, Wrap);
        writer.WriteText("placeholder"u8, Placeholder);
        writer.WriteText("value"u8, Value);
        writer.WriteStartArray("choices"u8);
        foreach (var choice in Choices)
        {
            writer.WriteStartObject();
            writer.WriteString("title"u8, choice.Title);
            writer.WriteString("value"u8, choice.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

/// <summary>One choice.</summary>
/// <param name="Title">What the person reads.</param>
/// <param name="Value">What is sent; without commas where several can be chosen.</param>
public sealed record InputChoice(string Title, string Value);
