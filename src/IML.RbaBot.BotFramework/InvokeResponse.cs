using System.Text.Json;
using IML.RbaBot.BotFramework.AdaptiveCards;

namespace IML.RbaBot.BotFramework;

/// <summary>The answer to an invoke: it is the HTTP response itself.</summary>
/// <param name="Status">The HTTP status; Teams reads the body of a 200 only.</param>
/// <param name="Body">The body, or null for none.</param>
public sealed record InvokeResponse(int Status, InvokeBody? Body = null)
{
    private const int Ok = 200;

    /// <summary>Replaces the card whose button was pressed.</summary>
    public static InvokeResponse Card(AdaptiveCard card) =>
        new(Ok, new AdaptiveCardInvokeResponse.CardBody(card));

    /// <summary>Shows a short text and leaves the card as it is.</summary>
    public static InvokeResponse Message(string text) =>
        new(Ok, new AdaptiveCardInvokeResponse.MessageBody(text));

    /// <summary>Says that something broke. A refusal by the rules is a card that explains, not an error.</summary>
    /// <param name="statusCode">The status inside the body, for instance 429 or 500; the HTTP status is 200 so that Teams reads the body.</param>
    /// <param name="code">A machine-readable code.</param>
    /// <param name="message">What a person may read.</param>
    public static InvokeResponse Error(int statusCode, string code, string message) =>
        new(Ok, new AdaptiveCardInvokeResponse.ErrorBody(statusCode, code, message));

    /// <summary>Answers a search, a dialog or another invoke with its own body.</summary>
    public static InvokeResponse Of(InvokeBody body) => new(Ok, body);

    /// <summary>The bot does not know this invoke.</summary>
    public static InvokeResponse NotImplemented() => new(501);
}

/// <summary>
/// The body <c>{statusCode, type, value}</c> of an answer to <c>adaptiveCard/action</c>. Source: universal actions for Adaptive Cards.
/// </summary>
public abstract record AdaptiveCardInvokeResponse : InvokeBody
{
    private AdaptiveCardInvokeResponse()
    {
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (this)
        {
            case CardBody(var card):
                writer.WriteNumber("statusCode"u8, 200);
                writer.WriteString("type"u8, "application/vnd.microsoft.card.adaptive"u8);
                writer.WritePropertyName("value"u8);
                card.WriteTo(writer);
                break;
            case MessageBody(var text):
                writer.WriteNumber("statusCode"u8, 200);
                writer.WriteString("type"u8, "application/vnd.microsoft.activity.message"u8);
                writer.WriteString("value"u8, text);
                break;
            case ErrorBody(var statusCode, var code, var message):
                writer.WriteNumber("statusCode"u8, statusCode);
                writer.WriteString("type"u8, "application/vnd.microsoft.error"u8);
                writer.WriteStartObject("value"u8);
                writer.WriteString("code"u8, code);
                writer.WriteString("message"u8, message);
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>A new card in place of the old one.</summary>
    public sealed record CardBody(AdaptiveCard Value) : AdaptiveCardInvokeResponse;

    /// <summary>A text.</summary>
    public sealed record MessageBody(string Value) : AdaptiveCardInvokeResponse;

    /// <summary>An error with its status, code and message.</summary>
    public sealed record ErrorBody(int StatusCode, string Code, string Message) : AdaptiveCardInvokeResponse;
}
