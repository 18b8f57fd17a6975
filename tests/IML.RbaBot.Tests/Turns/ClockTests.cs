using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Turns;

[Collection(AzuriteTests.Name)]
public sealed class ClockTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_B_that_nobody_opens_is_reminded_of_at_half_time_and_recorded_at_full_time()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        var id = AssessmentId.Parse(result.Assessment)!.Value;
        await scenario.SettledAsync();
        Assert.Equal(2, scenario.Connector.SentTo(amina.Chat).Count);

        await PassAsync(scenario, id, new DateTimeOffset(2026, 11, 26, 14, 0, 0, TimeSpan.Zero));
        Assert.Contains("Half of the reply time", scenario.Connector.SentTo(amina.Chat)[^1].Body.ToJsonString());
        Assert.Equal(3, scenario.Connector.SentTo(amina.Chat).Count);

        await PassAsync(scenario, id, new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.Zero));
        var recorded = await LoadAsync(scenario, id);
        Assert.IsType<AssessmentState.Recorded>(recorded.Assessment.State);
        Assert.Equal(recorded.Assessment.Revision, recorded.Assessment.Filing?.Due);

        // The alert that was sent says so in its place, and nobody is written to for it before the digest.
        Assert.Equal(3, scenario.Connector.SentTo(amina.Chat).Count);
        Assert.Contains("Recorded", scenario.Connector.CardOf(scenario.Connector.SentTo(amina.Chat)[1].Message).ToJsonString());

        await PassAsync(scenario, id, new DateTimeOffset(2026, 12, 2, 9, 0, 0, TimeSpan.Zero));
        Assert.Contains("digest", scenario.Connector.SentTo(amina.Chat)[3].Body.ToJsonString());
        Assert.Contains(id.Reference.Value, scenario.Connector.SentTo(amina.Chat)[3].Body.ToJsonString());
        Assert.Empty((await LoadAsync(scenario, id)).Outbox);
    }

    [Fact]
    public async Task Two_processes_that_look_at_the_same_moment_remind_once()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        var result = await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        var id = AssessmentId.Parse(result.Assessment)!.Value;
        await scenario.SettledAsync();
        Assert.Equal(2, scenario.Connector.SentTo(amina.Chat).Count);
        var first = scenario.Bot;
        var second = scenario.StartAnother();
        scenario.Time.SetUtcNow(new DateTimeOffset(2026, 11, 26, 14, 0, 0, TimeSpan.Zero));

        await Task.WhenAll(
            first.Services.GetRequiredService<Dispatcher>().DeliverNowAsync(id, default),
            second.Services.GetRequiredService<Dispatcher>().DeliverNowAsync(id, default));
        await PassAsync(scenario, id, scenario.Time.GetUtcNow());

        Assert.Equal(3, scenario.Connector.SentTo(amina.Chat).Count);
    }

    private static async Task PassAsync(Scenario scenario, AssessmentId id, DateTimeOffset to)
    {
        scenario.Time.SetUtcNow(to);
        await scenario.Bot.Services.GetRequiredService<Dispatcher>().DeliverNowAsync(id, default);

        // The process may have begun by itself: what it has taken is not found here.
        await scenario.SettledAsync();
    }

    private static async Task<StoredAssessment> LoadAsync(Scenario scenario, AssessmentId id) => Assert.IsType<LoadResult.Found>(
        await scenario.Bot.Services.GetRequiredService<AssessmentStore>().LoadAsync(id, allowCached: false, default)).Stored;
}
