using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The review, as the focal point and the developer have it with the bot.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ReviewTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_claimed_screening_is_returned_with_two_comments_changed_submitted_again_and_shown_with_its_differences(bool pressesSubmit)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        (alex.PressesSubmit, amina.PressesSubmit) = (pressesSubmit, pressesSubmit);
        var (reference, review) = await Reviewing.ClaimsAsync(alex, amina);
        review.Shows("C4", "D9", "D10");

        var choose = await review.Press("return");
        var write = await choose.Press("return", ("return.questions", "B4,C4"));
        Assert.Equal(["B4.review", "C4.review"], write.Inputs);
        var returned = await write.Press("return", ("B4.review", "Which section says so?"), ("C4.review", "Ask the ministry again."));
        returned.Tells("stands-returned").Shows("Which section says so?");

        var page = await (await Reviewing.HearsAsync(alex, "returned-heading")).Press("open");
        page.Tells("returned-banner").Shows("Which section says so?");
        Assert.Contains("B4.reply", page.Inputs);
        Assert.DoesNotContain("B1", page.Inputs);
        page = await page.Press("next", ("B4", "yes"), ("B4.reply", "It is in section 3.2."));
        page.Shows("Ask the ministry again.");
        page = await page.Press("next", ("C4.reply", "They have confirmed it."));
        var summary = await ReceptionCentre.AnswersAsync(page);
        summary.Tells("returned-answered");
        var again = await summary.Press("submit", ReceptionCentre.Types(summary));
        again.Shows(reference, "It is in section 3.2.");

        review = await Reviewing.AlertAsync(amina);
        review.Tells("stands-submitted").Tells("changes-title").Shows("Which section says so?", "It is in section 3.2.", "Partly", "Yes");
    }

    [Fact]
    public async Task A_reviewer_releases_what_they_claimed_and_another_may_have_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (_, review) = await Reviewing.ClaimsAsync(scenario.Person("Alex"), scenario.Person("Amina"));

        var released = await review.Press("release");

        released.Tells("stands-submitted");
        Assert.Contains("claim", released.Buttons);
    }

    [Fact]
    public async Task The_second_who_claims_reads_who_has_it_asks_for_a_hand_over_and_gets_it()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => Add(s, "FocalPoints:1", "Farid"));
        var (amina, farid) = (scenario.Person("Amina"), scenario.Person("Farid"));
        await amina.Says("hi");
        await farid.Says("hi");
        await Reviewing.SubmitsAsync(scenario.Person("Alex"));
        var (first, second) = (await Reviewing.AlertAsync(amina), await Reviewing.AlertAsync(farid));

        first = await first.Press("claim");
        second = await second.Press("claim");
        second.Tells("stands-others").Shows("Amina Focal");
        second = await second.Press("ask-hand-over");
        second.Tells("stands-asked");
        await scenario.UntilAsync("the reviewer is asked", () => amina.NewestCard().Text.Contains("Farid", StringComparison.Ordinal));

        var form = await first.Press("hand-over");
        Assert.Equal(ChattingPerson.IdOf("Farid"), form.Value("hand-over.to"));
        var handed = await form.Press("hand-over", ("hand-over.to", ChattingPerson.IdOf("Farid")));

        handed.Tells("stands-others").Shows("Farid");
        await scenario.UntilAsync("the new reviewer is told", () => farid.NewestCard().Text.Contains(CardWords.Raw("handed-over-heading"), StringComparison.Ordinal));
        (await farid.NewestCard().Press("open")).Tells("stands-yours");
    }

    [Fact]
    public async Task A_hand_over_to_somebody_who_may_not_review_is_explained_on_the_card()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, configure: s => Add(s, "FocalPoints:1", "Farid"));
        var (_, review) = await Reviewing.ClaimsAsync(scenario.Person("Alex"), scenario.Person("Amina"));
        var form = await review.Press("hand-over");

        var forged = await form.Forge("hand-over", data => data["hand-over.to"] = ChattingPerson.IdOf("Alex"));
        var nobody = await form.Press("hand-over");

        forged.Tells("hand-over-refused");
        nobody.Tells("hand-over-to-error");
    }

    [Fact]
    public async Task A_referral_is_lifted_in_writing_before_it_is_cleared_and_the_conditions_say_who_and_when()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var (_, review) = await Reviewing.ClaimsAsync(alex, amina, ("C4", "no"));
        var decide = await review.Press("clear");

        var open = await decide.Press("clear", ("verdict.notes", "Only for the annex"));
        open.Tells("open-flags-error").Shows("Only for the annex");
        var lift = await (await open.Press("back")).Press("lift");
        (await lift.Press("lift")).Tells("lift-reasons-error");
        review = await lift.Press("lift", ("lift.question", "C4"), ("lift.reasons", "The ministry has agreed in writing."));
        review.Shows("The ministry has agreed in writing.");

        decide = await review.Press("clear");
        var faulty = await decide.Press(
            "clear-with-conditions",
            ("verdict.notes", "Only for the annex"),
            ("condition1.description", "Train the staff"),
            ("condition1.due", "2026-01-01"));
        faulty.Tells("condition-owner-error").Tells("condition-due-past");
        Assert.Equal(("Train the staff", "2026-01-01", "Only for the annex"), (faulty.Value("condition1.description"), faulty.Value("condition1.due"), faulty.Value("verdict.notes")));
        (await faulty.Press("clear")).Tells("conditions-typed");
        var cleared = await faulty.Press("clear-with-conditions", ("condition1.owner", "Project manager"), ("condition1.due", "2027-03-31"));
        cleared.Tells("result-cleared-with-conditions").Shows("Train the staff", "Only for the annex");

        await scenario.UntilAsync("the developer is told", () => alex.NewestCard().Text.Contains(CardWords.Raw("decided-heading"), StringComparison.Ordinal));
        var result = await alex.NewestCard().Press("open");
        result.Tells("result-cleared-with-conditions").Shows("Train the staff", "Project manager", "31 March 2027", "The ministry has agreed in writing.");
        result.ShowsNot("Only for the annex");
    }

    [Fact]
    public async Task More_conditions_are_added_with_what_was_typed_kept_and_at_least_one_is_needed()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (_, review) = await Reviewing.ClaimsAsync(scenario.Person("Alex"), scenario.Person("Amina"));
        var decide = await review.Press("clear");

        (await decide.Press("clear-with-conditions")).Tells("conditions-missing");
        var more = await decide.Press("next", ("condition3.description", "Report each quarter"), ("verdict.reasons", "On track"));

        Assert.Contains("condition6.description", more.Inputs);
        Assert.Equal(("Report each quarter", "On track"), (more.Value("condition3.description"), more.Value("verdict.reasons")));
        var most = await more.Press("next");
        Assert.Contains("condition8.description", most.Inputs);
        Assert.DoesNotContain("next", most.Buttons);
    }

    [Fact]
    public async Task A_final_rating_of_the_reviewers_own_and_a_refusal_need_reasons()
    {
        await using var scenario = await Scenario.OnAsync(
            azurite.ConnectionString,
            configure: s =>
            {
                Add(s, "Backups:0", "Bea");
                Add(s, "HeadOfIml:0", "Hana");
            });
        var (alex, bea, hana) = (scenario.Person("Alex"), scenario.Person("Bea"), scenario.Person("Hana"));
        await bea.Says("hi");
        await hana.Says("hi");
        var (_, review) = await Reviewing.ClaimsAsync(alex, scenario.Person("Amina"));
        var decide = await review.Press("clear");

        (await decide.Press("clear", ("verdict.rating", "A"))).Tells("reasons-for-other-rating");
        var refused = await decide.Press("not-clear", ("verdict.rating", "D"));
        refused.Tells("reasons-for-not-clearing");
        var decided = await refused.Press("not-clear", ("verdict.reasons", "The camp is closed to the public."));

        decided.Tells("result-not-cleared").Tells("final-other");
        await scenario.UntilAsync("the backup is told", () => bea.NewestCard().Text.Contains(CardWords.Raw("not-cleared-heading"), StringComparison.Ordinal));
        await scenario.UntilAsync("the Head of IML is told", () => hana.NewestCard().Text.Contains(CardWords.Raw("not-cleared-heading"), StringComparison.Ordinal));
        (await (await Reviewing.HearsAsync(alex, "decided-heading")).Press("open")).Shows("The camp is closed to the public.");
    }

    [Fact]
    public async Task Comments_are_kept_between_the_steps_and_an_empty_or_foreign_one_is_explained()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (_, review) = await Reviewing.ClaimsAsync(scenario.Person("Alex"), scenario.Person("Amina"));
        var choose = await review.Press("return");

        (await choose.Press("return")).Tells("return-questions-error");
        (await choose.Forge("return", data => data["return.questions"] = "C2")).Tells("return-not-asked");
        var first = await choose.Press("return", ("return.questions", "A1,A2,A3,B1,B2,B3"));
        Assert.Equal(5, first.Inputs.Count);
        var second = await first.Press("next", ("A1.review", "Which children?"));
        Assert.Equal(["B3.review"], second.Inputs);
        var missing = await second.Press("return", ("B3.review", "Since when?"));
        missing.Tells("comment-input-error");
        Assert.Equal("Which children?", missing.Value("A1.review"));
        var tooLong = await missing.Forge("next", data => data["A2.review"] = new string('x', 1501));
        tooLong.Tells("too-long");
        review = await missing.Press("save-exit");
        review.Tells("button-return-go-on");

        var again = await review.Press("return");
        Assert.Equal("Which children?", again.Value("A1.review"));
        Assert.Equal("Since when?", (await again.Press("next")).Value("B3.review"));
    }

    [Fact]
    public async Task Nobody_acts_on_a_closed_assessment_and_the_card_says_where_it_stands()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (alex, amina) = (scenario.Person("Alex"), scenario.Person("Amina"));
        var (_, review) = await Reviewing.ClaimsAsync(alex, amina);
        var cleared = await (await review.Press("clear")).Press("clear");
        cleared.Tells("result-cleared");

        foreach (var verb in (string[])["return", "lift", "clear", "not-clear", "release", "hand-over", "claim"])
        {
            var card = await cleared.Forge("open", data =>
            {
                data["action"] = verb;
                data["page"] = "review";
            }, verb);
            card.Tells("result-cleared");
        }

        (await (await Reviewing.HearsAsync(alex, "decided-heading")).Press("open")).Tells("result-cleared");
    }

    [Fact]
    public async Task The_reviewer_reads_each_part_and_one_question_whole()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString);
        var (_, review) = await Reviewing.ClaimsAsync(scenario.Person("Alex"), scenario.Person("Amina"));

        var part = await review.Press("open", ("go-to", "review-part-B"));
        part.Shows("B4", "B5");
        var next = await part.Press("next");
        next.Shows("C4");
        var whole = await next.Forge("open", data => data["go-to"] = "review-question-C4");
        whole.Shows("Train front-line staff");
        (await whole.Press("back")).Tells("stands-yours");
    }

    private static void Add(Dictionary<string, string> settings, string place, string name)
    {
        settings[$"Roles:{place}:Id"] = ChattingPerson.IdOf(name);
        settings[$"Roles:{place}:Name"] = name;
    }
}
