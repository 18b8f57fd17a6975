using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Commands;

/// <summary>
/// A result as one line of JSON (design, "Commands of the bot's executable"). Each index stands under its id in camel case, and
/// percentages have one decimal: <c>"rba":70.0,"migofP1":80.3</c>.
/// </summary>
internal static class ResultLine
{
    public static string Of(Result result)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("rating", result.Rating.ToString());
            writer.WriteString("decidedBy", result.DecidedBy.ToString().ToLowerInvariant());
            writer.WriteBoolean("provisional", result.Provisional);
            foreach (var index in result.Indices)
            {
                WritePercent(writer, CamelCase(index.Index), index);
            }

            WritePercent(writer, "alignment", result.Alignment);
            writer.WriteString("risk", result.Risk.ToString());
            writer.WriteStartArray("flags");
            foreach (var flag in result.Flags)
            {
                writer.WriteStartObject();
                writer.WriteString("question", flag.Question.Value);
                writer.WriteString("level", flag.Level.ToString());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("asked");
            foreach (var question in result.Asked)
            {
                writer.WriteStringValue(question.Value);
            }

            writer.WriteEndArray();
            writer.WriteNumber("scored", result.Scored);
            writer.WriteNumber("unknown", result.Unknown);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WritePercent(Utf8JsonWriter writer, string key, IndexScore score)
    {
        writer.WritePropertyName(key);
        writer.WriteRawValue(score.Percent.ToString("0.0", CultureInfo.InvariantCulture));
    }

    public static string CamelCase(IndexId id)
    {
        var words = id.Value.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
