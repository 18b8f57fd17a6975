using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.BotFramework.Json;
using IML.RbaBot.BotFramework.Tests.Hosting;

namespace IML.RbaBot.BotFramework.Tests.Activities;

/// <summary>Our own reader against the serializer, which says what is right.</summary>
public sealed class ActivityReaderTests
{
    private static readonly string Levels64 = "{\"value\":" + new string('[', 63) + new string(']', 63) + "}";
    private static readonly string Levels65 = "{\"value\":" + new string('[', 64) + new string(']', 64) + "}";

    public static TheoryData<string> Bodies => new(
        "", " ", "null", "true", "1", "\"x\"", "[]", "[{}]", "{", "{}", " {}\n", "{}{}", "{} x", "{}\0", "\uFEFF{}", "{\"a\"}", "{\"a\":}",
        "{\"type\":\"message\",}", "{\"type\":\"message\"}//x", "{/*x*/\"type\":\"message\"}", "{'type':1}", "{type:1}",
        "{\"type\":\"a\",\"type\":\"b\"}", "{\"type\":\"a\",\"type\":null}", "{\"type\":\"a\",\"type\":{}}", "{\"Type\":\"a\",\"TYPE\":\"b\"}",
        "{\"from\":{\"id\":\"1\"},\"from\":{\"name\":\"2\"}}", "{\"from\":{\"id\":\"1\"},\"from\":[]}", "{\"value\":{\"a\":1},\"value\":null}",
        "{\"x\":1,\"y\":2,\"x\":null}", "{\"from\":{\"x\":1,\"x\":2,\"Id\":3}}", "{\"properties\":{\"a\":1},\"Properties\":null}",
        "{\"membersAdded\":[{\"id\":\"1\"},null,{}],\"membersRemoved\":[]}", "{\"attachments\":[{\"content\":null},{\"content\":7,\"Content\":8}]}",
        "{\"\\u0074ype\":\"\\u0069nvoke\"}", "{\"te\\u0078t\":\"a\",\"text\":\"b\"}", "{\"\\ud800\":1}", "{\"from\":\n{\n\"\\ud800\":1}}",
        "{\"from\":\n{\"\\ud800\":1},x", "{\"membersAdded\":[{\"id\":\"1\"},\n{\"\\udc00\":1}]}", "{\"value\":{\"\\ud800\":\"\\udc00\"}}",
        "{\"text\":\"\\ud800\",\"from\":{\"name\":\"\\udc00\"}}", "{\"timestamp\":\"\\ud800\"}", "{\"text\":123456789012345678901234567890,\"id\":1e999}",
        "{\"text\":\n secret}", "{\"value\":\n[1,\n 01]}", "{\"from\":{\"id\":\n}}", "{\"conversation\":{\"isGroup\":true,\"isGroup\":\"true\"}}",
        Levels64, Levels65);

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_at_the_edge_is_read_as_the_serializer_reads_it(string body) => AssertSame(Encoding.UTF8.GetBytes(body));

    [Theory]
    [MemberData(nameof(OddActivityTests.OddMembers), MemberType = typeof(OddActivityTests))]
    public void An_odd_member_is_read_as_the_serializer_reads_it(string name, string json)
    {
        var body = $$"""{"type":"invoke","{{name}}":{{json}},"id":"1"}""";

        Assert.True(AssertSame(Encoding.UTF8.GetBytes(body)), "The serializer refuses it.");
        Assert.True(AssertSame(Encoding.UTF8.GetBytes($$"""{"from":{{body}},"conversation":{{body}},"attachments":[{{body}},{{body}}]}""")));
    }

    [Fact]
    public void Thousands_of_bodies_are_read_or_refused_as_the_serializer_does_it()
    {
        var bodies = new RandomBodies(20261126);
        var (whole, read, spoilt) = (0, 0, 0);
        for (var i = 0; i < 6000; i++)
        {
            var body = bodies.Next();
            whole += AssertSame(body) ? 1 : 0;
            read += AssertSame(bodies.Spoil(body)) ? 1 : 0;
            spoilt += AssertSame(bodies.Spoil(Encoding.UTF8.GetBytes(BotHost.Invoke().ToJsonString()))) ? 1 : 0;
        }

        // Each kind has enough of both, or little would be compared.
        Assert.InRange(whole, 3000, 5500);
        Assert.InRange(read, 300, 5000);
        Assert.InRange(spoilt, 300, 5000);
    }

    [Fact]
    public void What_nearly_every_activity_says_needs_no_text_of_its_own()
    {
        Assert.True(ActivityReader.TryRead(Encoding.UTF8.GetBytes(BotHost.Invoke().ToJsonString()), out var activity));

        Assert.Same(ActivityTypes.Invoke, activity.Type);
        Assert.Same(InvokeNames.AdaptiveCardAction, activity.Name);
        Assert.Same(ConversationTypes.Personal, activity.Conversation!.ConversationType);
    }

    // True when both read it.
    private static bool AssertSame(byte[] body)
    {
        var (expected, refused) = BySerializer(body);
        var (activity, problem) = ActivityBody.Parse(body);
        var asText = Encoding.UTF8.GetString(body);
        var quick = ActivityReader.TryRead(body, out _);
        Assert.False(quick && expected is null, $"The serializer does not read {asText}");

        // A name with an escape and a byte that is no text is left to the serializer, which puts U+FFFD there.
        Assert.True(quick || expected is null || Array.Exists(body, b => b >= 0x80), $"Our own reader does not read {asText}");
        if (refused is not null)
        {
            Assert.Equal((400, "malformed-json"), (problem!.Status, problem.Code));
            Assert.EndsWith($" line {refused.LineNumber + 1}, byte {refused.BytePositionInLine + 1}.", problem.Message, StringComparison.Ordinal);
            return false;
        }

        if (expected is null)
        {
            Assert.Equal((400, "not-an-activity"), (problem!.Status, problem.Code));
            return false;
        }

        Assert.Null(problem);
        Assert.True(Described(expected) == Described(activity), $"{asText} was read as {Described(activity)} and not as {Described(expected)}");
        Assert.Equal(Written(expected), Written(activity!));
        return true;
    }

    private static (Activity? Activity, JsonException? Refused) BySerializer(byte[] body)
    {
        try
        {
            return (JsonSerializer.Deserialize(body, BotFrameworkJson.Relaxed.Activity), null);
        }
        catch (JsonException refused)
        {
            return (null, refused);
        }
    }

    // Or why it cannot be written: a value of any shape may hold half of a surrogate pair, or bytes that are no text.
    private static string Written(Activity activity)
    {
        try
        {
            return JsonSerializer.Serialize(activity, BotFrameworkJson.Relaxed.Activity);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException)
        {
            return problem.Message;
        }
    }

    // Every member that the types have now or get one day, with the bytes of each JSON element.
    private static string Described(object? read) => read switch
    {
        null => "-",
        string text => JsonSerializer.Serialize(text),
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("O"),
        JsonElement element => $"{element.ValueKind} {Encoding.Latin1.GetString(JsonMarshal.GetRawUtf8Value(element))}",
        IDictionary<string, JsonElement> members => "<" + string.Join(", ", members.Select(m => $"{m.Key} = {Described(m.Value)}")) + ">",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Described)) + "]",
        _ => "{" + string.Join(", ", Members(read.GetType()).Select(p => $"{p.Name}: {Described(p.GetValue(read))}")) + "}",
    };

    private static PropertyInfo[] Members(Type type)
    {
        Assert.True(type == typeof(Activity) || type == typeof(ChannelAccount) || type == typeof(ConversationAccount) || type == typeof(Attachment));
        return type.GetProperties();
    }
}
