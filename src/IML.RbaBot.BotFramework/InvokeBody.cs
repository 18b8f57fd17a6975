using System.Text.Json;

namespace IML.RbaBot.BotFramework;

/// <summary>The body of the answer to an invoke. Which shape the channel expects depends on the invoke.</summary>
public abstract record InvokeBody
{
    /// <summary>Writes the body as one JSON object. Nothing is buffered on the way.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);
}
