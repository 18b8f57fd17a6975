using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IML.RbaBot.BotFramework.Json;

/// <summary>The protocol's JSON: camelCase, no nulls, unknown members kept; generated, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ConversationReference))]
[JsonSerializable(typeof(Connector.ConversationParameters))]
[JsonSerializable(typeof(Connector.ConversationResourceResponse))]
[JsonSerializable(typeof(Connector.ResourceResponse))]
[JsonSerializable(typeof(Connector.PagedMembersResult))]
public sealed partial class BotFrameworkJson : JsonSerializerContext
{
    /// <summary>
    /// The instance to use. It leaves French and Arabic as they are (a third of the size of \u escapes; only emoji and the like are still
    /// escaped); that is safe because the media type is always application/json, never HTML.
    /// </summary>
    public static BotFrameworkJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The same choices for writing by hand. Our own writers are tested, so the writer does not check their grammar again.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
