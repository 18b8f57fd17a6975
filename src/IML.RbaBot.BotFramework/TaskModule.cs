using System.Text.Json;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>A button that opens a dialog, or one inside a dialog: untrusted, read leniently. Source: Teams, "Use dialogs with bots".</summary>
/// <param name="Data">The button's data and the inputs of its card; null unless an object.</param>
public sealed record TaskModuleRequest(JsonElement? Data)
{
    /// <summary>Reads the value of a <c>task/fetch</c> or <c>task/submit</c> invoke.</summary>
    public static TaskModuleRequest Of(JsonElement? value) =>
        new(value.Member("data") is { ValueKind: JsonValueKind.Object } data ? data : null);
}

/// <summary>The body <c>{task}</c> of an answer to <c>task/fetch</c> and <c>task/submit</c>.</summary>
public abstract record TaskModuleResponse : InvokeBody
{
    private TaskModuleResponse()
    {
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("task"u8);
        switch (this)
        {
            case Message(var text):
                writer.WriteString("type"u8, "message"u8);
                writer.WriteString("value"u8, text);
                break;
            case Continue(var card, var title):
                writer.WriteString("type"u8, "continue"u8);
                writer.WriteStartObject("value"u8);
                writer.WriteString("title"u8, title);
                writer.WriteString("width"u8, "large"u8);
                writer.WriteString("height"u8, "large"u8);
                writer.WriteStartObject("card"u8);
                writer.WriteString("contentType"u8, AdaptiveCard.ContentType);
                writer.WritePropertyName("content"u8);
                card.WriteTo(writer);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Shows a card in the dialog: its first, or the next in place of the one before.</summary>
    /// <param name="Card">With <c>Action.Submit</c> only: clients run no <c>Action.Execute</c> in a dialog.</param>
    /// <param name="Title">Of the dialog.</param>
    public sealed record Continue(AdaptiveCard Card, string Title) : TaskModuleResponse;

    /// <summary>Shows a text and leaves nothing else to do than to close the dialog.</summary>
    public sealed record Message(string Text) : TaskModuleResponse;
}
