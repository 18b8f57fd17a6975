using System.Collections.Immutable;
using System.Text.Json;

namespace IML.RbaBot.BotFramework.AdaptiveCards;

/// <summary>A button, or what happens when a container is tapped.</summary>
public abstract record CardAction
{
    public string? Title { get; init; }

    public string? Id { get; init; }

    public ActionStyle Style { get; init; }

    /// <summary>What a screen reader adds to the title.</summary>
    public string? Tooltip { get; init; }

    public bool IsEnabled { get; init; } = true;

    /// <summary>Shows the action in the overflow menu.</summary>
    public bool IsSecondary { get; init; }

    /// <summary>Used by clients that do not know this action.</summary>
    public CardAction? Fallback { get; init; }

    /// <summary>Writes the action as one JSON object.</summary>
    public virtual void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, TypeName);
        writer.WriteText("id"u8, Id);
        writer.WriteText("title"u8, Title);
        writer.WriteName("style"u8, Style.Name());
        writer.WriteText("tooltip"u8, Tooltip);
        if (!IsEnabled)
        {
            writer.WriteBoolean("isEnabled"u8, false);
        }

        if (IsSecondary)
        {
            writer.WriteString("mode"u8, "secondary"u8);
        }

        WriteMembers(writer);
        writer.WriteAction("fallback"u8, Fallback);
        writer.WriteEndObject();
    }

    private protected static void WriteInputs(Utf8JsonWriter writer, AssociatedInputs inputs)
    {
        if (inputs == AssociatedInputs.None)
        {
            writer.WriteString("associatedInputs"u8, "none"u8);
        }
    }

    private protected abstract ReadOnlySpan<byte> TypeName { get; }

    private protected abstract void WriteMembers(Utf8JsonWriter writer);
}

/// <summary><c>Action.Execute</c>: an invoke whose answer replaces the card.</summary>
public sealed record ActionExecute(string Verb) : CardAction
{
    public ActionData Data { get; init; } = ActionData.Empty;

    public AssociatedInputs AssociatedInputs { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Action.Execute"u8;

    /// <summary>The same button as an <c>Action.Submit</c>: the data also carries the verb, as a submit has none of its own.</summary>
    public ActionSubmit ToSubmit() => new()
    {
        Title = Title,
        Id = Id,
        Style = Style,
        Tooltip = Tooltip,
        IsEnabled = IsEnabled,
        IsSecondary = IsSecondary,
        AssociatedInputs = AssociatedInputs,
        Data = Data.With(AdaptiveCardInvokeValue.SubmitVerb, Verb),
    };

    /// <summary>This action with <see cref="ToSubmit"/> as its fallback.</summary>
    public ActionExecute WithSubmitFallback() => this with { Fallback = ToSubmit() };

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("verb"u8, Verb);
        Data.WriteTo(writer);
        WriteInputs(writer, AssociatedInputs);
    }
}

/// <summary><c>Action.Submit</c>: arrives as a message with the data as its value and no text.</summary>
public sealed record ActionSubmit : CardAction
{
    public ActionData Data { get; init; } = ActionData.Empty;

    public AssociatedInputs AssociatedInputs { get; init; }

    /// <summary>Opens a dialog: the press arrives as <c>task/fetch</c> instead of as a message.</summary>
    public bool OpensDialog { get; init; }

    private protected override ReadOnlySpan<byte> TypeName => "Action.Submit"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        Data.WriteTo(writer, OpensDialog);
        WriteInputs(writer, AssociatedInputs);
    }
}

/// <summary><c>Action.OpenUrl</c></summary>
/// <param name="Url">An https address of an allow-listed host.</param>
public sealed record ActionOpenUrl(string Url) : CardAction
{
    private protected override ReadOnlySpan<byte> TypeName => "Action.OpenUrl"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer) => writer.WriteString("url"u8, Url);
}

/// <summary><c>Action.ToggleVisibility</c>: shows and hides without a round trip.</summary>
public sealed record ActionToggleVisibility(ImmutableArray<ToggleTarget> Targets) : CardAction
{
    private protected override ReadOnlySpan<byte> TypeName => "Action.ToggleVisibility"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("targetElements"u8);
        foreach (var target in Targets)
        {
            if (target.IsVisible is { } visible)
            {
                writer.WriteStartObject();
                writer.WriteString("elementId"u8, target.ElementId);
                writer.WriteBoolean("isVisible"u8, visible);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteStringValue(target.ElementId);
            }
        }

        writer.WriteEndArray();
    }
}

/// <summary>An element to show or hide.</summary>
/// <param name="ElementId">The element's id.</param>
/// <param name="IsVisible">What it becomes; null changes it to the other.</param>
public sealed record ToggleTarget(string ElementId, bool? IsVisible = null);

/// <summary><c>Action.ShowCard</c>: unfolds a card below the buttons.</summary>
public sealed record ActionShowCard(AdaptiveCard Card) : CardAction
{
    private protected override ReadOnlySpan<byte> TypeName => "Action.ShowCard"u8;

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("card"u8);
        Card.WriteTo(writer);
    }
}
