using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Turns;

/// <summary>A bot whose deliveries wait until the test says so: what updates a card, and when, is in its hands.</summary>
internal static class CardsInPlace
{
    public static Task<Scenario> OnAsync(AzuriteFixture azurite) => Scenario.OnAsync(azurite.ConnectionString, delivers: false, configure: settings =>
    {
        var names = new[] { "Farid", "Olga", "Rita" };
        for (var i = 0; i < names.Length; i++)
        {
            settings.Give($"FocalPoints:{i + 1}", names[i], "Focal");
        }

        settings.Give("Administrators:0", "Ada", "Administrator");
    });

    /// <summary>Everything that is due now, and what follows from it.</summary>
    public static async Task DeliversAsync(Scenario scenario, string assessment)
    {
        var dispatcher = scenario.Bot.Services.GetRequiredService<Dispatcher>();
        for (var i = 0; i < 3; i++)
        {
            await dispatcher.DeliverNowAsync(AssessmentId.Parse(assessment)!.Value, default);
            scenario.Time.Advance(TimeSpan.FromSeconds(2));
        }
    }
}
