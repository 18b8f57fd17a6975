using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>What people type.</summary>
[Collection(AzuriteTests.Name)]
public sealed class CommandTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("start", "project-new-heading")]
    [InlineData("  START! ", "project-new-heading")]
    [InlineData("\u200bstart\u200b", "project-new-heading")]
    [InlineData("my assessments", "mine-none")]
    [InlineData("My   Assessments", "mine-none")]
    [InlineData("help", "help-heading")]
    [InlineData("Help?", "help-heading")]
    [InlineData("Hi", "welcome-title")]
    [InlineData("hello", "welcome-title")]
    [InlineData("alerts here", "message-next")]
    [InlineData("what is the capital of Chad", "message-not-understood-title", "message-not-understood-next")]
    [InlineData("", "help-heading")]
    [InlineData(null, "help-heading")]
    [InlineData("open", "message-not-found-title")]
    [InlineData("open RBA-", "message-not-found-title", "message-not-found-next")]
    [InlineData("open <at>Everyone</at> **now**", "message-not-found-title")]
    public async Task Every_text_gets_an_answer_with_a_way_forward(string? text, params string[] tells)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);

        var card = await scenario.Person("Alex").Says(text);

        Assert.All(tells, key => card.Tells(key));
        card.ShowsNot("<at>");
    }

    [Fact]
    public async Task A_text_of_5000_characters_gets_the_way_forward_and_is_not_repeated()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);

        var card = await scenario.Person("Alex").Says(string.Concat(Enumerable.Repeat("start x", 715))[..5000]);

        card.Tells("message-not-understood-title").ShowsNot("start x");
    }

    [Fact]
    public async Task The_start_says_how_long_it_takes_what_it_is_and_where_to_ask()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);

        var card = await scenario.Person("Alex").Says("start");

        card.Tells("time-expected").Tells("contact").Shows("iml@iom.int", "It is not a legal opinion");
    }

    [Fact]
    public async Task My_assessments_are_listed_newest_first_five_a_page_and_the_older_ones_behind_a_button()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        for (var i = 1; i <= 7; i++)
        {
            await ReceptionCentre.BeginsAsync(alex, title: $"Project number {i}");
        }

        var first = await alex.Lists("Project number 7", "Project number 6", "Project number 5", "Project number 4", "Project number 3");

        Assert.Equal([7, 6, 5, 4, 3], Numbers(first));
        var older = await first.Press(CardWords.Raw("button-older"));
        Assert.Equal([2, 1], Numbers(older));

        static IEnumerable<int> Numbers(ShownCard card) =>
            System.Text.RegularExpressions.Regex.Matches(card.Text, @"Project number (\d)").Select(m => m.Groups[1].Value[0] - '0').Distinct();
    }

    [Fact]
    public async Task A_listed_assessment_is_opened_from_the_list()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var alex = scenario.Person("Alex");
        var begun = await ReceptionCentre.BeginsAsync(alex);
        var list = await alex.Lists(ReceptionCentre.Title);

        var opened = await list.Press("open", ("go-to", begun.Assessment));

        opened.IsSameAs(begun);
    }

    [Fact]
    public async Task A_reference_opens_in_any_casing_and_alone_and_the_same_answer_hides_what_is_somebody_elses()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, omar, amina) = (scenario.Person("Alex"), scenario.Person("Omar"), scenario.Person("Amina"));
        var begun = await ReceptionCentre.BeginsAsync(alex);
        var reference = begun.Assessment[..13];
        var wide = string.Concat(reference.Select(c => (char)(c + 0xFEE0)));
        foreach (var text in (string[])
            [
                $"open {reference}", $"OPEN {reference.ToLowerInvariant()}", reference, $"open  {reference}.", $"open: {reference},",
                $"open ({reference})", $"open \u200b{reference}\ufeff", $"\u200eopen\u00a0{reference}", $"open {reference.Replace('-', '—')}",
                $"open {reference.Replace('-', '\u2212')}-1", $"open {wide}", wide,
            ])
        {
            (await alex.Says(text)).IsSameAs(begun);
        }

        var unheard = Reference.Of(42).Value;
        var unknown = await omar.Says($"open {unheard}");
        var mistyped = await omar.Says("open RBA-7K3M");
        var foreign = await omar.Says($"open {reference}");

        Assert.All([unknown, mistyped, foreign], card => card.Tells("message-not-found-title").ShowsNot(ReceptionCentre.Title, "Alex"));
        Assert.Equal(unknown.Text.Replace(unheard, ""), foreign.Text.Replace(reference, ""));
        (await amina.Says($"open {reference}")).ShowsNot("C4");
    }

    [Theory]
    [InlineData("channel", ChattingPerson.Channel + ";messageid=1")]
    [InlineData("groupChat", "19:group@thread.v2")]
    public async Task In_channels_and_group_chats_the_bot_explains_that_screening_is_personal(string type, string conversation)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);

        var card = await scenario.Person("Alex").Posts("start", type, conversation);

        card.Tells("group-heading").Tells("group-how").ShowsNot("project.title");
        Assert.Equal(0, await scenario.AssessmentsAsync());
    }

    [Fact]
    public async Task Only_a_focal_point_chooses_the_channel_for_alerts()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");

        (await alex.Posts("alerts here")).Tells("message-channel-refused-title");
        await ReceptionCentre.ScreensAsync(alex);

        await scenario.UntilAsync("the focal point is alerted", () => scenario.Connector.SentTo(amina.Chat).Count == 2);
        Assert.Empty(scenario.Connector.SentTo(ChattingPerson.Channel));
        (await amina.Posts("alerts here")).Tells("alerts-here-heading").Shows("Alerts");
    }
}
