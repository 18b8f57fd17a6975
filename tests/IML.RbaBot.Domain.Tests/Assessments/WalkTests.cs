using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Assessments;

public sealed class WalkTests
{
    private static readonly AnswerSheet Complete = Screenings.In("Draft").Sheet;

    [Fact]
    public void The_walk_shows_the_pages_with_an_asked_question_then_the_summary_and_no_page_of_the_declaration()
    {
        Assert.Equal(
            "project A-1 A-2 B-1 B-2 B-3 B-4 C-1 C-2 C-3 E-1 summary",
            string.Join(' ', Walk.Of(Route.Of(Complete)).Steps));
    }

    [Fact]
    public void Flags_come_two_to_a_card_after_the_questions()
    {
        var sheet = Complete;
        foreach (var id in new[] { "B11", "B13", "C6" })
        {
            sheet = sheet.With(new QuestionId(id), new Answer(new AnswerValue.Choice(new("no"))));
        }

        var walk = Walk.Of(Route.Of(sheet));

        Assert.EndsWith("E-1 flag-B11 flag-C6 summary", string.Join(' ', walk.Steps), StringComparison.Ordinal);
        Assert.Equal(["B11", "B13"], walk.FlagsOn(new Place.Flags(new("B13"))).Select(f => f.Question.Value));
        Assert.Equal(new Place.Flags(new("C6")), walk.Next(new Place.Flags(new("B13"))));
    }

    [Fact]
    public void With_an_answer_missing_flags_and_summary_give_the_overview()
    {
        var walk = Walk.Of(Route.Of(Complete.With(new QuestionId("C4"), (Answer?)null)));

        Assert.Equal(Place.Overview.Instance, walk.Settle(Place.Summary.Instance));
        Assert.Equal(Place.Overview.Instance, walk.Next(new Place.Questions(new("E-1"))));
        Assert.Equal(new Place.Questions(new("C-2")), walk.FirstMissing);
        Assert.Equal(new Place.Questions(new("C-2")), walk.Next(Place.Overview.Instance));
    }

    [Fact]
    public void A_page_with_nothing_left_to_ask_leads_to_the_next_one_that_asks()
    {
        Assert.Equal(new Place.Questions(new("E-1")), Walk.Of(Route.Of(Complete)).Settle(new Place.Questions(new("D-2"))));
    }

    [Fact]
    public void A_flag_that_is_gone_leads_to_the_next_flag_or_the_summary()
    {
        var flagged = Complete.With(new QuestionId("C6"), new Answer(new AnswerValue.Choice(new("no"))));

        Assert.Equal(new Place.Flags(new("C6")), Walk.Of(Route.Of(flagged)).Settle(new Place.Flags(new("B11"))));
        Assert.Equal(Place.Summary.Instance, Walk.Of(Route.Of(Complete)).Settle(new Place.Flags(new("B11"))));
    }

    [Fact]
    public void Going_back_from_the_first_card_stays_there()
    {
        Assert.Equal(Place.Project.Instance, Walk.Of(Route.Of(Complete)).Previous(Place.Project.Instance));
    }

    [Theory]
    [InlineData("project")]
    [InlineData("B-2")]
    [InlineData("flag-C4")]
    [InlineData("summary")]
    [InlineData("overview")]
    public void A_place_reads_what_it_writes(string text)
    {
        Assert.Equal(text, Place.Parse(text, Shipped.Questionnaire)?.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Z-9")]
    [InlineData("flag-Z9")]
    [InlineData("SUMMARY")]
    public void A_place_that_the_questionnaire_does_not_have_is_none(string? text)
    {
        Assert.Null(Place.Parse(text, Shipped.Questionnaire));
    }
}
