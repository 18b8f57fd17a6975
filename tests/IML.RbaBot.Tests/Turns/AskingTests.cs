using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Questions to the Unit, co-editors, owners and next versions, as people have them with the bot.</summary>
[Collection(AzuriteTests.Name)]
public sealed class AskingTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_question_reaches_the_focal_point_with_the_answer_so_far_and_the_reply_stays_beside_it_for_both()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var page = await ReceptionCentre.BeginsAsync(alex);
        page = await page.Press("next", ReceptionCentre.Types(page));
        page = await page.Press("next", ReceptionCentre.Types(page));

        var ask = await page.Press("ask", ("B1", "partly"), ("B1.comment", "Draft of section 2"));
        (await ask.Press("ask", ("ask.text", "Does a transit zone count?"))).Tells("ask-about-error");
        (await ask.Press("ask", ("ask.about", "B1"))).Tells("ask-text-error");
        var sent = await ask.Press("ask", ("ask.about", "B1"), ("ask.text", "Does a transit zone count?"));
        sent.Tells("sent-heading");
        page = await sent.Press("open");
        Assert.Equal("partly", page.Value("B1"));
        page.Shows("Does a transit zone count?").Tells("waiting");

        await scenario.UntilAsync("the focal point is told", () => amina.NewestCard().Text.Contains("Does a transit zone count?", StringComparison.Ordinal));
        var request = await amina.NewestCard().Press("open");
        request.Shows("Draft of section 2", "Partly", sent.Assessment[..13]);
        (await request.Press("reply")).Tells("reply-text-error");
        (await request.Press("reply", ("request.reply", "Yes, it does."))).Shows("Yes, it does.");

        await scenario.UntilAsync("the developer is told", () => alex.NewestCard().Text.Contains("Yes, it does.", StringComparison.Ordinal));
        var next = await page.Press("next", ReceptionCentre.Types(page));
        next.ShowsNot(CardWords.Raw("message-out-of-date-title"));
        Assert.NotEqual(page.Page, next.Page);
        (await next.Press("back")).Shows("Yes, it does.");
    }

    [Fact]
    public async Task A_second_reply_is_not_sent_and_what_was_typed_is_kept()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => s.Give("FocalPoints:1", "Farid"));
        var (alex, amina, farid) = (scenario.Person("Alex"), scenario.Person("Amina"), scenario.Person("Farid"));
        await amina.Says("hi");
        await farid.Says("hi");
        await Reviewing.SubmitsAsync(alex);
        var ask = await alex.NewestCard().Press("ask");
        (await ask.Press("ask", ("ask.about", "Call"), ("ask.text", "Can we talk on Friday?"))).Tells("sent-heading");
        foreach (var person in (ChattingPerson[])[amina, farid])
        {
            await scenario.UntilAsync("both are told", () => person.NewestCard().Text.Contains("Can we talk on Friday?", StringComparison.Ordinal));
        }

        var (first, second) = (await amina.NewestCard().Press("open"), await farid.NewestCard().Press("open"));
        await first.Press("reply", ("request.reply", "Friday at ten."));
        var late = await second.Press("reply", ("request.reply", "I am away on Friday."));

        late.Tells("answered-meanwhile").Shows("Friday at ten.", "I am away on Friday.");
        Assert.DoesNotContain("reply", late.Buttons);
    }

    [Fact]
    public async Task Of_a_restricted_screening_a_notice_names_only_the_reference()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        await amina.Says("hi");
        var page = await ReceptionCentre.BeginsAsync(alex, "restricted");
        var ask = await page.Press("ask");
        await ask.Press("ask", ("ask.about", "Training"), ("ask.text", "Secret question"));

        await scenario.UntilAsync("the focal point is told", () => amina.NewestCard().Text.Contains(page.Assessment[..13], StringComparison.Ordinal));
        amina.NewestCard().Tells("asked-restricted").ShowsNot(ReceptionCentre.Title, "Secret question");
        (await amina.NewestCard().Press("open")).Shows("Secret question");
    }

    [Fact]
    public async Task A_co_editor_is_found_by_name_invited_told_and_removed_again()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, bo) = (scenario.Person("Alex"), scenario.Person("Bo"));
        await bo.Says("hi");
        var page = await ReceptionCentre.BeginsAsync(alex);
        var people = await (await page.Press("overview")).Press("invite");

        (await people.Press("invite")).Tells("person-name-error");
        (await people.Press("invite", ("person.name", "Zed"))).Tells("person-nobody");
        var found = await people.Press("invite", ("person.name", "bo"));
        Assert.Equal(ChattingPerson.IdOf("Bo"), found.Value("person.id"));
        var invited = await found.Press("invite");
        invited.Shows("Bo Developer");

        await scenario.UntilAsync("the co-editor is told", () => bo.NewestCard().Text.Contains(CardWords.Raw("invited-heading"), StringComparison.Ordinal));
        var theirs = await bo.NewestCard().Press("open");
        Assert.Contains("go-to", theirs.Inputs);
        await bo.Lists(ReceptionCentre.Title);

        (await invited.Press("remove-co-editor")).Tells("people-remove-error");
        var removed = await invited.Press("remove-co-editor", ("person.remove", ChattingPerson.IdOf("Bo")));
        Assert.DoesNotContain("person.remove", removed.Inputs);
        (await theirs.Press("next")).Tells("message-not-found-title");
        await bo.Lists(CardWords.Raw("mine-none"));
    }

    [Fact]
    public async Task The_reviewer_cannot_be_made_a_co_editor()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var (_, review) = await Reviewing.ClaimsAsync(alex, amina);
        var write = await (await review.Press("return")).Press("return", ("return.questions", "B4"));
        await write.Press("return", ("B4.review", "Why?"));

        var returned = await (await Reviewing.HearsAsync(alex, "returned-heading")).Press("open");
        var people = await (await returned.Press("overview")).Press("invite");
        var found = await people.Press("invite", ("person.name", "Amina"));
        (await found.Press("invite")).Tells("person-reviews");
    }

    [Fact]
    public async Task An_administrator_gives_a_screening_to_another_owner_without_reading_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => s.Give("Administrators:0", "Ada"));
        var (alex, bo, ada) = (scenario.Person("Alex"), scenario.Person("Bo"), scenario.Person("Ada"));
        await bo.Says("hi");
        var page = await ReceptionCentre.BeginsAsync(alex);

        var owner = await ada.Says("open " + page.Assessment[..13]);
        owner.Tells("owner-heading").Shows("Alex Developer").ShowsNot(ReceptionCentre.Title);
        var found = await owner.Press("change-owner", ("person.name", "Bo"));
        var given = await found.Press("change-owner", ("person.id", ChattingPerson.IdOf("Bo")));

        given.Shows("Bo Developer");
        await scenario.UntilAsync("the new owner is told", () => bo.NewestCard().Text.Contains(CardWords.Raw("owner-given-heading"), StringComparison.Ordinal));
        Assert.Contains("A1", (await bo.NewestCard().Press("open")).Inputs);
        (await page.Press("next")).Tells("message-not-found-title");
        await bo.Lists(ReceptionCentre.Title);
        await alex.Lists(CardWords.Raw("mine-none"));
    }

    [Fact]
    public async Task A_final_screening_is_screened_again_as_the_next_version_and_superseded_when_that_is_final()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var (reference, review) = await Reviewing.ClaimsAsync(alex, amina);
        await (await review.Press("clear")).Press("clear");

        var result = await (await Reviewing.HearsAsync(alex, "decided-heading")).Press("open");
        var next = await result.Press("rescreen");
        Assert.Equal(reference + "-2", next.Assessment);
        var page = await next.Press("next", ReceptionCentre.Types(next));
        page.Tells("to-confirm");
        Assert.Equal(reference + "-2", (await result.Press("rescreen")).Assessment);
        Assert.Equal(reference + "-2", (await alex.Says("open " + reference)).Assessment);
        (await alex.Says($"open {reference}-1")).Tells("result-cleared");

        var summary = await ReceptionCentre.AnswersAsync(page);
        var heard = scenario.Connector.SentTo(amina.Chat).Count;
        await summary.Press("submit", ReceptionCentre.Types(summary));
        await scenario.UntilAsync("the second alert comes", () => scenario.Connector.SentTo(amina.Chat).Count > heard);
        review = await (await Reviewing.AlertAsync(amina)).Press("claim");
        review.Tells("later-version");
        (await (await review.Press("clear")).Press("clear")).Tells("result-cleared");
        await Reviewing.HearsAsync(alex, "decided-heading");

        await scenario.SettledAsync();
        (await alex.Says($"open {reference}-1")).Tells("result-superseded");
    }

    [Fact]
    public async Task A_next_version_that_was_withdrawn_leaves_the_one_before_it_and_makes_room_for_another()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var (reference, review) = await Reviewing.ClaimsAsync(alex, amina);
        await (await review.Press("clear")).Press("clear");
        var result = await (await Reviewing.HearsAsync(alex, "decided-heading")).Press("open");
        var second = await result.Press("rescreen");
        var overview = await second.Press("overview");
        await (await overview.Press("withdraw")).Press("withdraw", ("withdraw.reason", "Too early"));

        (await alex.Says("open " + reference)).Tells("result-cleared");
        var third = await (await alex.Says("open " + reference)).Press("rescreen");
        Assert.Equal(reference + "-3", third.Assessment);
    }
}
