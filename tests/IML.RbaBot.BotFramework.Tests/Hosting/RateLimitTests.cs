using System.Net;

namespace IML.RbaBot.BotFramework.Tests.Hosting;

public sealed class RateLimitTests
{
    private static readonly Dictionary<string, string?> OneAtOnce = new()
    {
        ["BotFramework:TurnsPerSecond"] = "1",
        ["BotFramework:TurnBurst"] = "1",
    };

    [Fact]
    public async Task A_button_pressed_too_fast_is_answered_with_an_error_that_the_client_understands()
    {
        await using var host = await BotHost.StartAsync(OneAtOnce);

        var answers = await PostManyAsync(() => host.PostAsync(BotHost.Invoke()));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Contains(
            answers,
            answer => answer.Body == """{"statusCode":429,"type":"application/vnd.microsoft.error","value":{"code":"TooManyRequests","message":""}}""");
        Assert.InRange(host.Bot.Turns.Count, 1, answers.Count - 1);
    }

    [Fact]
    public async Task A_message_written_too_fast_is_answered_with_429_and_when_to_come_back()
    {
        await using var host = await BotHost.StartAsync(OneAtOnce);

        var answers = await PostManyAsync(() => host.PostAsync(BotHost.Message()));

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests && answer.RetryAfter == TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task One_person_does_not_slow_another_down()
    {
        await using var host = await BotHost.StartAsync(OneAtOnce);
        await PostManyAsync(() => host.PostAsync(BotHost.Message()));
        var other = BotHost.Message();
        other["from"]!["aadObjectId"] = "66666666-6666-6666-6666-666666666666";

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(other)).StatusCode);
    }

    [Fact]
    public async Task Forty_turns_at_once_are_allowed()
    {
        await using var host = await BotHost.StartAsync();

        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(BotHost.Message())).StatusCode);
        }
    }

    private static async Task<List<(HttpStatusCode Status, string Body, TimeSpan? RetryAfter)>> PostManyAsync(
        Func<Task<HttpResponseMessage>> post)
    {
        var answers = new List<(HttpStatusCode, string, TimeSpan?)>();
        for (var i = 0; i < 20; i++)
        {
            using var response = await post();
            answers.Add((response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.Delta));
        }

        return answers;
    }
}
