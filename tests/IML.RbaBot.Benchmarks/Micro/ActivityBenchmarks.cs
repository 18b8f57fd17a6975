using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.Json;

namespace IML.RbaBot.Benchmarks.Micro;

/// <summary>The body of a pressed button, as Teams sends it with a page of questions, to an activity: by our own reader and by the serializer.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ActivityBenchmarks
{
    private static readonly byte[] Press = Encoding.UTF8.GetBytes(
        """
        {"name":"adaptiveCard/action","type":"invoke","timestamp":"2026-11-26T01:00:00.123Z","localTimestamp":"2026-11-26T02:00:00.123+01:00",
        "id":"f:6f0c9a52-8a55-4a0e-9d39-0c8d7a1b1001","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/emea/",
        "from":{"id":"29:1bL8RkzH5Qw0nXn3vJ2yTgYd7cUeWm9aPqSfKoZxBhI4","name":"Alex Developer","aadObjectId":"6f0c9a52-8a55-4a0e-9d39-0c8d7a1b1001"},
        "conversation":{"conversationType":"personal","tenantId":"22222222-2222-2222-2222-222222222222","id":"a:1vXn3vJ2yTgYd7cUeWm9aPqSfKoZxBhI4bL8RkzH5Qw0n"},
        "recipient":{"id":"28:11111111-1111-1111-1111-111111111111","name":"RBA"},
        "entities":[{"locale":"en-US","country":"CH","platform":"Web","timezone":"Europe/Zurich","type":"clientInfo"}],
        "channelData":{"tenant":{"id":"22222222-2222-2222-2222-222222222222"},"source":{"name":"message"},"legacy":{"replyToId":"1:1x"}},
        "replyToId":"1795479087040","value":{"action":{"type":"Action.Execute","title":"Next","id":"next","verb":"next","data":{
        "assessment":"RBA-123456789-1","revision":20,"page":"participation","C1":"partly","C1-comment":"Known from the context analysis.",
        "C2":"yes","C2-comment":"Representatives of the returnees sit on the steering committee, as agreed in March.","C3":"women,children,disabled",
        "C4":"no","C4-comment":"","C4-measure":"Train the partner's staff before the first transfer.","C4-until":"2027-03-31"}},
        "trigger":"manual"},"locale":"en-US","localTimezone":"Europe/Zurich"}
        """);

    [Benchmark(Baseline = true, Description = "Read a press, by the serializer")]
    public Activity? BySerializer() => JsonSerializer.Deserialize(Press, BotFrameworkJson.Relaxed.Activity);

    [Benchmark(Description = "Read a press")]
    public Activity? ByReader() => ActivityReader.TryRead(Press, out var activity) ? activity : null;
}
