using System.Collections.Immutable;
using System.Text.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>Elements shown together.</summary>
public sealed record Container(ImmutableArray<CardElement> Items) : CardElement
{
    public ContainerStyle Style { get; init; }

    /// <summary>Reaches to the edges of its parent.</summary>
    public bool Bleed { get; init; }

    /// <summary>For instance <c>40px</c>.</summary>
    public string? MinHeight { get; init; }

    public VerticalContentAlignment VerticalContentAlignment { get; init; }

    public CardAction? SelectAction { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Container"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteName("style"u8, Style.Name());
        writer.WriteFlag("bleed"u8, Bleed);
        writer.WriteText("minHeight"u8, MinHeight);
        writer.WriteName("verticalContentAlignment"u8, VerticalContentAlignment.Name());
        writer.WriteAction("selectAction"u8, SelectAction);

        // The schema demands the member, even when there is nothing in it.
        writer.WriteStartArray("items"u8);
        foreach (var item in Items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Columns side by side.</summary>
public sealed record ColumnSet(ImmutableArray<Column> Columns) : CardElement
{
    public ContainerStyle Style { get; init; }

    public bool Bleed { get; init; }

    public HorizontalAlignment HorizontalAlignment { get; init; }

    public CardAction? SelectAction { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "ColumnSet"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteName("style"u8, Style.Name());
        writer.WriteFlag("bleed"u8, Bleed);
        writer.WriteName("horizontalAlignment"u8, HorizontalAlignment.Name());
        writer.WriteAction("selectAction"u8, SelectAction);
        writer.WriteStartArray("columns"u8);
        foreach (var column in Columns)
        {
            column.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}

/// <summary>One column of a <see cref="ColumnSet"/>.</summary>
public sealed record Column(ImmutableArray<CardElement> Items) : CardElement
{
    /// <summary><c>auto</c>, <c>stretch</c>, a weight such as <c>2</c>, or pixels such as <c>50px</c>.</summary>
    public string? Width { get; init; }

    public ContainerStyle Style { get; init; }

    public bool Bleed { get; init; }

    public string? MinHeight { get; init; }

    public VerticalContentAlignment VerticalContentAlignment { get; init; }

    public CardAction? SelectAction { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Column"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteText("width"u8, Width);
        writer.WriteName("style"u8, Style.Name());
        writer.WriteFlag("bleed"u8, Bleed);
        writer.WriteText("minHeight"u8, MinHeight);
        writer.WriteName("verticalContentAlignment"u8, VerticalContentAlignment.Name());
        writer.WriteAction("selectAction"u8, SelectAction);
        writer.WriteElements("items"u8, Items);
    }
}

/// <summary>Buttons inside the body.</summary>
public sealed record ActionSet(ImmutableArray<CardAction> Actions) : CardElement
{
    private protected override ReadOnlySpan<byte> TypeName => "ActionSet"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("actions"u8);
        foreach (var action in Actions)
        {
            action.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
