using IML.RbaBot.Tests.Cards;
using IML.RbaBot.Tests.Stores;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The documents and the register, as people meet them in the chat.</summary>
[Collection(AzuriteTests.Name)]
public sealed class FilingTests(AzuriteFixture azurite) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("filing-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_screening_is_filed_after_its_submission_and_its_card_says_where()
    {
        await using var scenario = await OnAsync();
        var alex = scenario.Person("Alex");
        await scenario.Person("Amina").Says("hi");
        await ReceptionCentre.ScreensAsync(alex);

        await scenario.SettledAsync();
        Assert.Equal((2, 1), (Files("*.docx").Length, Files("*.json").Length));
        var document = Files("RBA-*-v1.docx").Single();
        var reference = Path.GetFileName(document)[..^"-v1.docx".Length];

        (await alex.Says($"open {reference}")).Shows("Filed on", document);
    }

    [Fact]
    public async Task A_superseded_screening_says_so_on_its_card_and_in_what_is_filed()
    {
        await using var scenario = await OnAsync();
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var (reference, review) = await Reviewing.ClaimsAsync(alex, amina);
        await (await review.Press("clear")).Press("clear");
        await scenario.SettledAsync();
        var next = await (await alex.Says("open " + reference)).Press("rescreen");
        var summary = await ReceptionCentre.AnswersAsync(await next.Press("next", ReceptionCentre.Types(next)));
        await summary.Press("submit", ReceptionCentre.Types(summary));
        await scenario.SettledAsync();
        var shown = await alex.Says($"open {reference}-1");
        await (await (await (await amina.Says($"open {reference}-2")).Press("claim")).Press("clear")).Press("clear");

        await scenario.SettledAsync();

        Assert.Contains($"{reference}-2", File.ReadAllText(Files($"{reference}-v1*.json").Single()), StringComparison.Ordinal);
        alex.CardOf(scenario.Connector.SentTo(alex.Chat).Single(m => m.Message == shown.Message)).Tells("result-superseded");
        (await alex.Says($"open {reference}-1")).Tells("result-superseded").Shows("Filed on").ShowsNot(English(DocumentText.FilingBeingFiledAgain));
    }

    [Fact]
    public async Task The_reviewer_s_own_card_says_where_it_was_filed_when_that_has_happened()
    {
        await using var scenario = await OnAsync();
        var amina = scenario.Person("Amina");
        var (_, review) = await Reviewing.ClaimsAsync(scenario.Person("Alex"), amina);
        await scenario.SettledAsync();

        var cleared = await (await review.Press("clear")).Press("clear");
        cleared.Shows(English(DocumentText.FilingBeingFiledAgain));
        await scenario.SettledAsync();

        var now = amina.CardOf(scenario.Connector.SentTo(amina.Chat).Single(m => m.Message == review.Message));
        now.Shows("Filed on").ShowsNot(English(DocumentText.FilingBeingFiledAgain));
    }

    [Fact]
    public async Task The_register_is_for_focal_points_and_lists_what_they_may_read()
    {
        await using var scenario = await OnAsync();
        var amina = scenario.Person("Amina");
        await amina.Says("hi");
        await ReceptionCentre.ScreensAsync(scenario.Person("Alex"));
        await scenario.SettledAsync();
        Assert.Single(Files("*.json"));

        (await scenario.Person("Alex").Says("register")).Shows(English(DocumentText.RegisterRefusedTitle));
        Assert.Empty(Files("*.xlsx"));

        var card = await amina.Says("Register");
        card.Shows(English(DocumentText.RegisterHeading), "you may read: 1,");
        card.Shows(Files("register-*.xlsx").Single());
    }

    private static string English(DocumentText text) => CardWorld.English[text];

    private string[] Files(string pattern) => Directory.GetFiles(folder, pattern, SearchOption.AllDirectories);

    private Task<Scenario> OnAsync() => Scenario.OnAsync(
        azurite.ConnectionString, configure: settings => settings["Export:Folder"] = folder);
}
