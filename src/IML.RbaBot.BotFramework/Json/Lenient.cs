using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IML.RbaBot.BotFramework.Json;

// Channels send odd shapes (a number for an id, an object for a name, "membersAdded": null). A turn must not be lost for a
// member that nobody reads, so every reader here answers with null for a shape that it does not know, and never throws for one.
// What is lenient is said once, in the functions Of: the serializer reads by them, and so does ActivityReader.

/// <summary>Reads an object whose first token the reader stands on, up to its last.</summary>
internal delegate T ObjectReading<out T>(ref Utf8JsonReader reader);

/// <summary>Text, or the digits of a number; any other shape reads as null.</summary>
internal sealed class LenientText : JsonConverter<string>
{
    public static string? Of(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return TextOf(ref reader);
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    // RFC 8259 allows half of a surrogate pair ("\ud800") in a string, which is no text. Bytes that are no UTF-8 are no JSON at all.
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException) when (reader.ValueIsEscaped)
        {
            return null;
        }
    }
}

/// <summary>A date and time with offset (ISO 8601); anything else reads as null.</summary>
internal sealed class LenientTime : JsonConverter<DateTimeOffset?>
{
    public static DateTimeOffset? Of(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.TryGetDateTimeOffset(out var time) ? time : null;
        }

        reader.Skip();
        return null;
    }

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(time);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>true or false; anything else reads as null.</summary>
internal sealed class LenientFlag : JsonConverter<bool?>
{
    public static bool? Of(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            default:
                reader.Skip();
                return null;
        }
    }

    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(ref reader);

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
        {
            writer.WriteBooleanValue(flag);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>An object of the known shape; anything that is not an object reads as null.</summary>
internal sealed class LenientObject<T> : JsonConverter<T>
    where T : class
{
    public static T? Of(ref Utf8JsonReader reader, ObjectReading<T?> read)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return read(ref reader);
        }

        reader.Skip();
        return null;
    }

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        return Of(ref reader, (ref Utf8JsonReader item) => JsonSerializer.Deserialize(ref item, type));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
}

/// <summary>A list of objects. What is not an object in it is dropped; what is not a list reads as null.</summary>
internal sealed class LenientList<T> : JsonConverter<IReadOnlyList<T>>
{
    public static IReadOnlyList<T>? Of(ref Utf8JsonReader reader, ObjectReading<T?> read)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else if (read(ref reader) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        return Of(ref reader, (ref Utf8JsonReader item) => JsonSerializer.Deserialize(ref item, type));
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        foreach (var item in value)
        {
            JsonSerializer.Serialize(writer, item, type);
        }

        writer.WriteEndArray();
    }
}
