using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Texts;
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

    [Theory]
    [InlineData("fr-FR", "fr")]
    [InlineData("es-CO", "es")]
    [InlineData("pt-BR", "en")]
    public async Task Without_a_choice_cards_follow_the_language_of_Teams(string locale, string language)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        alex.Locale = locale;

        (await alex.Says("help")).Tells("help-heading", language);
        var questions = await ReceptionCentre.BeginsAsync(alex);
        questions.Tells("progress-part", language);

        Assert.Equal(language, (string?)questions.Card["lang"]);
    }

    [Theory]
    [InlineData("{}", "message-bad-card-title")]
    [InlineData("""{"action":"language","language.id":"zz"}""", "language-error")]
    public async Task What_could_not_be_read_is_said_in_the_language_chosen_also_by_a_process_that_knows_nothing_yet(string data, string words)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var card = await (await alex.Says("language")).Press("language", (Choice, "es"));
        await scenario.RestartAsync();

        var shown = await alex.GetsCardOfInvoke(alex.Invoke(alex.Chat, card.Message, null, JsonNode.Parse(data)));

        (card with { Card = shown }).Tells(words, "es");
    }

    [Fact]
    public async Task A_language_chosen_is_used_whatever_Teams_says_also_by_a_process_that_knows_nothing_yet()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");

        (await (await alex.Says("langue")).Press("language", ("language.id", "fr"))).Tells("language-changed", "fr");
        (await alex.Says("help")).Tells("help-heading", "fr");
        var page = (await ReceptionCentre.BeginsAsync(alex)).Tells("progress-part", "fr");
        await scenario.RestartAsync();

        (await page.Press("next", ReceptionCentre.Types(page))).Tells("progress-part", "fr").Shows("Comportement des partenaires");
        (await alex.Says("my assessments")).Tells("mine-heading", "fr");
    }

    [Theory]
    [InlineData("Commencer une évaluation", "project-new-heading")]
    [InlineData("commencer une evaluation", "project-new-heading")]
    [InlineData("INICIAR", "project-new-heading")]
    [InlineData("mes évaluations", "mine-heading")]
    [InlineData("¿Mis evaluaciones?", "mine-heading")]
    [InlineData("ouvrir RBA-", "message-not-found-title")]
    [InlineData("abrir RBA-", "message-not-found-title")]
    [InlineData("aide", "help-heading")]
    [InlineData("¡ayuda!", "help-heading")]
    [InlineData("idioma", "language-heading")]
    [InlineData("langue", "language-heading")]
    [InlineData("bonjour", "welcome-title")]
    [InlineData("buenos dias", "welcome-title")]
    [InlineData("alertes ici", "message-alerts-here-needs-channel-title")]
    [InlineData("alertas aqui", "message-alerts-here-needs-channel-title")]
    public async Task Commands_are_understood_in_every_language_and_answered_in_the_persons_own(string text, string tells)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);

        (await scenario.Person("Alex").Says(text)).Tells(tells, "en");
    }

    [Fact]
    public async Task An_assessment_begun_in_one_language_goes_on_in_another_with_own_words_as_they_were_typed()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var begun = await ReceptionCentre.BeginsAsync(alex);
        alex.Locale = "es-ES";

        var page = await alex.Says($"abrir {begun.Assessment[..13]}");

        page.Tells("progress-part", "es").Shows(ReceptionCentre.Title, "¿A quién llegará o afectará este proyecto");
        Assert.Equal(begun.Inputs, page.Inputs);
        var summary = await ReceptionCentre.AnswersAsync(page);
        var result = await summary.Press("submit", ReceptionCentre.Types(summary));
        result.Tells("result-heading", "es").ShowsNot(CardWords.Raw("result-heading"));
    }

    [Fact]
    public async Task The_alert_is_in_the_language_of_who_gets_it_and_in_the_channel_of_who_chose_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        amina.Locale = "es-ES";
        await amina.Posts("alertas aquí");
        await (await amina.Says("idioma")).Press("language", (Choice, "fr"));

        await ReceptionCentre.ScreensAsync(alex);
        await scenario.UntilAsync("both are alerted", () =>
            scenario.Connector.SentTo(amina.Chat).Count == 2 && scenario.Connector.SentTo(ChattingPerson.Channel).Count == 1);

        amina.NewestCard().Tells("alert-heading", "fr");
        amina.CardOf(scenario.Connector.SentTo(ChattingPerson.Channel)[^1]).Tells("alert-heading", "es");
    }

    [Fact]
    public void No_phrase_is_two_commands()
    {
        var phrases =
            from area in TextAreas.All
            from language in Cards.CardWorld.Languages.All
            from text in area.Keys.Select((key, i) => (Key: $"{area.File} {key}", language.PhraseAt(area.Start + i).Text))
            where text.Key.Contains(" words", StringComparison.Ordinal) && !text.Key.EndsWith("words-error", StringComparison.Ordinal)
            from phrase in text.Text.Split('|')
            group text.Key by phrase.ToLowerInvariant();

        Assert.All(phrases, phrase => Assert.Single(phrase.Distinct()));
    }
}
