using System.Text;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.BotFramework.Tests.Activities;

/// <summary>Bodies of calls by chance: members that the protocol knows, with values of every shape; and what a line does to them.</summary>
/// <param name="seed">The same seed gives the same bodies.</param>
internal sealed class RandomBodies(int seed)
{
    // Stands for a byte that no UTF-8 holds.
    private const char NoText = '\uE000';

    private static readonly string[] KnownNames =
        [.. Names(typeof(Activity)), .. Names(typeof(ChannelAccount)), .. Names(typeof(ConversationAccount)), .. Names(typeof(Attachment))];

    private static readonly string[] OddNames =
    [
        "", "Type", "TYPE", "text ", "properties", "$type", "$id", "$ref", "$values", "extra", "é", "عربي", "\\ud83d\\ude00", "\\u0000", "\\n", "tex",
        "textt", "\\ud800", "\\udc00x", $"{NoText}", $"ty{NoText}e", $"\\u0074{NoText}", "id\\\"",
    ];

    private static readonly string[] Texts =
    [
        "", "a", "invoke", "Invoke", "message", "msteams", "\\u006dsteams", "msteams ", "personal", "groupChat", "adaptiveCard/action",
        "adaptiveCard\\/action", "https://smba.trafficmanager.net/emea/", "éè — عربي", "\\u00e9\\n\\t\\\"", "\\ud83d\\ude00", "\\ud800", "x\\udc00x",
        "\\ude00\\ud83d", $"a{NoText}b", $"\\n{NoText}", "true", "null",
    ];

    private static readonly string[] Times =
    [
        "2027-03-01T09:00:00Z", "2027-03-01T09:00:00.123Z", "2027-03-01T09:00:00.1234567Z", "2027-03-01T09:00:00.123456789012345Z",
        "2027-03-01T10:00:00+01:00", "2027-03-01T10:00:00-13:59", "2027-03-01T10:00:00+14:01", "2027-03-01", "2027-03-01T09:00", "2027-03-01T09:00:00",
        "2027-02-29T09:00:00Z", "2028-02-29T09:00:00Z", "2027-03-01T24:00:00Z", "2027-03-01T23:59:60Z", "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00", "2027-03-01 09:00:00Z", "2027-03-01t09:00:00z", "2027-3-1T09:00:00Z", "\\u0032027-03-01T09:00:00Z",
        "2027-03-01T09:00:00\\u005A", "yesterday", " 2027-03-01T09:00:00Z", "1795479087040",
    ];

    private static readonly string[] Others =
    [
        "null", "null", "true", "false", "0", "-0", "7", "1.50", "1e400", "-1E-400", "123456789012345678901234567890", "01", "-", "1.", "+1", "NaN",
        "nul", "True", "[]", "{}", "[null,1,\"x\",[],{},{\"id\":1}]", "[[{}]]", "[1,]", "{\"a\":1,}", "/*x*/1", "'x'", "undefined",
    ];

    private readonly Random random = new(seed);

    /// <summary>An object, most often well formed.</summary>
    public byte[] Next() => Bytes(Space() + Object(0) + Space());

    /// <summary>The body after one to three accidents: cut off, a byte changed, something put in, taken out or said twice.</summary>
    public byte[] Spoil(byte[] body)
    {
        for (var accidents = random.Next(1, 4); accidents > 0 && body.Length > 0; accidents--)
        {
            var at = random.Next(body.Length);
            var end = random.Next(at, Math.Min(body.Length, at + 30));
            body = random.Next(5) switch
            {
                0 => body[..at],
                1 => [.. body[..at], Byte(), .. body[(at + 1)..]],
                2 => [.. body[..at], .. Bytes(Value(3)), .. body[at..]],
                3 => [.. body[..at], .. body[end..]],
                _ => [.. body[..end], .. body[at..]],
            };
        }

        return body;
    }

    private static IEnumerable<string> Names(Type type) =>
        BotFrameworkJson.Relaxed.GetTypeInfo(type)!.Properties.Where(p => !p.IsExtensionData).Select(p => p.Name);

    private static byte[] Bytes(string text)
    {
        var parts = text.Split(NoText).Select(Encoding.UTF8.GetBytes).ToArray();
        return [.. parts[0], .. parts.Skip(1).SelectMany(part => (byte[])[0xFF, .. part])];
    }

    private byte Byte()
    {
        var bytes = "{}[]\",:\\u/0e.- \n\0tn"u8;
        return random.Next(8) == 0 ? (byte)random.Next(256) : bytes[random.Next(bytes.Length)];
    }

    private string Object(int depth)
    {
        var members = Enumerable.Range(0, random.Next(depth == 0 ? 12 : 5))
            .Select(_ => $"{Space()}\"{Name()}\"{Space()}:{Space()}{Value(depth + 1)}{Space()}");
        return "{" + string.Join(',', members) + Space() + "}";
    }

    private string Name() => random.Next(30) switch
    {
        0 => Pick(OddNames),
        1 => Escaped(Pick(KnownNames)),
        2 => Pick(KnownNames).ToUpperInvariant(),
        _ => Pick(KnownNames),
    };

    private string Escaped(string name)
    {
        var at = random.Next(name.Length);
        return $"{name[..at]}\\u{(int)name[at]:x4}{name[(at + 1)..]}";
    }

    private string Value(int depth) => random.Next(20) switch
    {
        < 5 => $"\"{Pick(Texts[..^5])}\"",
        5 when random.Next(3) == 0 => $"\"{Pick(Texts)}\"",
        6 or 7 => $"\"{Pick(Times)}\"",
        8 or 9 when depth < 5 => "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth + 1))) + "]",
        < 15 when depth < 5 => Object(depth),
        15 when random.Next(5) == 0 => Nested(random.Next(58, 68)),
        16 when random.Next(3) == 0 => Pick(Others),
        _ => Pick(Others[..11]),
    };

    private string Nested(int levels) => random.Next(2) == 0
        ? new string('[', levels) + new string(']', levels)
        : string.Concat(Enumerable.Repeat("{\"from\":", levels)) + "1" + new string('}', levels);

    private string Space() => random.Next(12) switch
    {
        0 => " ",
        1 => "\n",
        2 => "\r\n\t",
        _ => "",
    };

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
