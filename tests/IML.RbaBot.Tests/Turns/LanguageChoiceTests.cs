using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Turns;

/// <summary>In which language the bot writes to whom.</summary>
[Collection(AzuriteTests.Name)]
public sealed class LanguageChoiceTests(AzuriteFixture azurite)
{
    private const string Choice = "language.id";

    [Fact]
    public async Task Without_a_choice_the_card_offers_every_language_and_follows_Teams()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);

        var card = await scenario.Person("Alex").Says("language");

        card.Tells("language-heading").Shows("English");
        Assert.Equal("teams", card.Value(Choice));
    }

    [Fact]
    public async Task A_choice_is_kept_and_can_be_taken_back()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var people = scenario.Bot.Services.GetRequiredService<DirectoryStore>();
        var id = PersonId.Parse(ChattingPerson.IdOf("Alex"))!.Value;

        (await (await alex.Says("language")).Press("language", (Choice, "en"))).Tells("language-changed");
        Assert.Equal("en", (await people.FindPersonAsync(id, default))?.ChosenLanguage);
        Assert.Equal("en", (await alex.Says("LANGUAGE!")).Value(Choice));

        await (await alex.Says("language")).Press("language", (Choice, "teams"));
        Assert.Null((await people.FindPersonAsync(id, default))?.ChosenLanguage);
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("")]
    [InlineData("../en")]
    public async Task A_language_that_is_not_spoken_is_asked_for_again_and_nothing_is_kept(string language)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var card = await scenario.Person("Alex").Says("language");

        (await card.Forge("language", data => data[Choice] = language)).Tells("language-error");

        var people = scenario.Bot.Services.GetRequiredService<DirectoryStore>();
        Assert.Null(await people.FindLanguageAsync(PersonId.Parse(ChattingPerson.IdOf("Alex"))!.Value, default));
    }
}
