using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>The review (screening standard, "States"), step by step: who has it, requests and editors here; returns and decisions beside.</summary>
public sealed partial class ReviewTests
{
    private static readonly QuestionId B1 = new("B1");
    private static readonly QuestionId B2 = new("B2");
    private static readonly QuestionId C5 = new("C5");

    [Fact]
    public void The_second_who_claims_learns_who_has_it_and_since_when()
    {
        var claimed = Accepted(new Command.Claim(), Screenings.In("Submitted"), Screenings.FocalPoint);

        var refusal = Refused<Refusal.ClaimedByOther>(new Command.Claim(), claimed, Screenings.OtherFocalPoint);

        Assert.Equal((Screenings.FocalPoint.Person, Screenings.Now), (refusal.Reviewer, refusal.Since));
    }

    [Fact]
    public void Asking_for_a_hand_over_leaves_the_reviewers_open_card_valid_and_is_noted_once()
    {
        var review = Screenings.In("UnderReview");

        var asked = Accepted(new Command.AskHandOver(), review, Screenings.OtherFocalPoint);
        var again = Decide(new Command.AskHandOver(), asked, Screenings.OtherFocalPoint);

        Assert.Equal(review.Revision, asked.Revision);
        Assert.Equal(Screenings.OtherFocalPoint.Person, Assert.Single(asked.Review.HandOverAskedBy));
        Assert.Empty(Assert.IsType<Decision.Accepted>(again).Events);
    }

    [Fact]
    public void A_hand_over_goes_to_somebody_who_may_review_it()
    {
        var review = Screenings.In("UnderReview") with { CoEditors = [Screenings.CoEditor.Person!] };
        Actor[] mayNot =
        [
            Screenings.Stranger,
            Screenings.Head,
            Screenings.FarFocalPoint,
            Screenings.FocalPoint,
            Screenings.CoEditor with { Roles = Roles.FocalPoint },
            Screenings.DeveloperActor with { Roles = Roles.FocalPoint },
        ];

        foreach (var to in mayNot)
        {
            Assert.Equal(to.Person, Refused<Refusal.MayNotReview>(new Command.HandOver(to), review, Screenings.FocalPoint).Person);
        }

        var handed = Accepted(new Command.HandOver(Screenings.Backup), review, Screenings.FocalPoint);
        Assert.Equal(Screenings.Backup.Person, handed.Reviewer);
        Refused<Refusal.ClaimedByOther>(new Command.Release(), handed, Screenings.FocalPoint);
    }

    [Fact]
    public void Who_reviews_it_goes_on_though_they_cover_other_countries_now()
    {
        var review = Screenings.In("UnderReview");
        var moved = Screenings.FocalPoint with { Coverage = Screenings.FarFocalPoint.Coverage };

        Assert.IsType<AssessmentState.Returned>(Accepted(Screenings.CommandNamed("Return"), review, moved).State);
        Assert.Null(Accepted(new Command.Release(), review, moved).Reviewer);
        Refused<Refusal.NotFound>(new Command.Claim(), Screenings.In("Submitted"), moved);
    }

    [Fact]
    public void A_reply_to_a_request_leaves_the_developers_open_card_valid_and_is_given_once()
    {
        var asked = Accepted(
            new Command.AskUnit(RequestKind.Question, B1, "Does this count?"), Screenings.In("Draft") with { Requests = [] }, Screenings.DeveloperActor);

        var replied = Accepted(new Command.ReplyToRequest(1, "It does."), asked, Screenings.FocalPoint);

        Assert.Equal(asked.Sheet[B1], asked.Requests[0].AnswerThen);
        Assert.Equal(asked.Revision, replied.Revision);
        Assert.Equal(("It does.", Screenings.FocalPoint.Person), (replied.Requests[0].Reply!.Text, replied.Requests[0].Reply!.By));
        Refused<Refusal.RequestAnswered>(new Command.ReplyToRequest(1, "It does not."), replied, Screenings.OtherFocalPoint);
    }

    [Fact]
    public void A_request_leaves_the_card_that_the_reviewer_or_a_co_editor_fills_in_valid_and_a_repeated_press_makes_no_second_one()
    {
        var review = Screenings.In("UnderReview");
        var ask = new Command.AskUnit(RequestKind.Call, null, " Can we talk? ");

        var asked = Accepted(ask, review, Screenings.DeveloperActor);
        var again = Decide(ask, asked, Screenings.DeveloperActor);
        var other = Accepted(ask with { Text = "And about the budget?" }, asked, Screenings.DeveloperActor);

        Assert.Equal(review.Revision, asked.Revision);
        Assert.Empty(Assert.IsType<Decision.Accepted>(again).Events);
        Assert.Equal(["Can we talk?", "And about the budget?"], other.Requests.Select(r => r.Text));
    }

    [Fact]
    public void Who_works_on_it_changes_without_taking_away_what_somebody_is_typing()
    {
        var returned = Return(Screenings.In("UnderReview"), (B1, "Which section?"));

        var invited = Accepted(new Command.Invite(Screenings.CoEditor.Person!), returned, Screenings.DeveloperActor);
        var removed = Accepted(new Command.RemoveCoEditor(Screenings.CoEditor.Person!.Id), invited, Screenings.DeveloperActor);
        var owned = Accepted(new Command.ChangeOwner(Screenings.CoEditor.Person!), invited, Screenings.Administrator);

        Assert.Equal([returned.Revision, returned.Revision, returned.Revision], [invited.Revision, removed.Revision, owned.Revision]);
        Refused<Refusal.NotFound>(Screenings.CommandNamed("Save"), removed, Screenings.CoEditor);
    }

    [Fact]
    public void A_request_is_in_words_and_about_a_question_that_is_asked()
    {
        var draft = Screenings.In("Draft");
        (Command Command, RequestFault Fault)[] cases =
        [
            (new Command.AskUnit(RequestKind.Question, B1, "  "), RequestFault.Empty),
            (new Command.AskUnit(RequestKind.Call, null, new string('x', ReviewLimits.Request + 1)), RequestFault.TooLong),
            (new Command.AskUnit(RequestKind.Question, null, "About what?"), RequestFault.NotAsked),
            (new Command.AskUnit(RequestKind.Question, new("D9"), "Not asked"), RequestFault.NotAsked),
            (new Command.AskUnit(RequestKind.Training, B1, "A training is about no question"), RequestFault.NotAsked),
        ];

        foreach (var (command, fault) in cases)
        {
            Assert.Equal(fault, Refused<Refusal.FaultyRequest>(command, draft, Screenings.DeveloperActor).Fault);
        }

        Assert.Equal(
            RequestFault.Unknown,
            Refused<Refusal.FaultyRequest>(new Command.ReplyToRequest(9, "To whom?"), draft, Screenings.FocalPoint).Fault);
    }

    [Fact]
    public void A_reviewer_becomes_no_editor_and_an_invited_colleague_no_reviewer()
    {
        var returned = Return(Screenings.In("UnderReview"), (B1, "Which section?"));
        var submitted = Screenings.In("Submitted");

        Refused<Refusal.IsReviewer>(new Command.Invite(Screenings.FocalPoint.Person!), returned, Screenings.DeveloperActor);
        Refused<Refusal.IsReviewer>(new Command.ChangeOwner(Screenings.FocalPoint.Person!), returned, Screenings.Administrator);
        var invited = Accepted(new Command.Invite(Screenings.OtherFocalPoint.Person!), submitted, Screenings.DeveloperActor);
        Refused<Refusal.NotAllowed>(new Command.Claim(), invited, Screenings.OtherFocalPoint);
    }

    [Fact]
    public void A_new_owner_answers_and_the_one_before_does_not()
    {
        var draft = Screenings.In("Draft") with { CoEditors = [Screenings.CoEditor.Person!] };

        var owned = Accepted(new Command.ChangeOwner(Screenings.CoEditor.Person!), draft, Screenings.Administrator);

        Assert.Equal(Screenings.CoEditor.Person, owned.Developer);
        Assert.Empty(owned.CoEditors);
        Refused<Refusal.NotFound>(Screenings.CommandNamed("Save"), owned, Screenings.DeveloperActor);
    }

    private static Assessment Return(Assessment review, params (QuestionId Question, string Text)[] comments) => Accepted(
        new Command.Return([.. comments.Select(c => new GivenComment(c.Question, c.Text))]), review, Screenings.FocalPoint);

    private static Command.Save Save(params (QuestionId Question, string Option)[] answers) =>
        SaveWithEvidence([.. answers.Select(a => (a.Question, a.Option, (string?)null))]);

    private static Command.Save SaveWithEvidence(params (QuestionId Question, string Option, string? Evidence)[] answers) => new(
        new Place.Questions(new PageId("C-2")),
        null,
        [.. answers.Select(a => new GivenAnswer(a.Question, new Answer(new AnswerValue.Choice(new OptionId(a.Option)), null, a.Evidence)))],
        [],
        Demand: false,
        new Go.Stay());

    private static Command.Submit Submission(Assessment assessment) =>
        new(new GivenAnswer(new("E3"), assessment.Sheet[new QuestionId("E3")]));

    private static Decision Decide(Command command, Assessment assessment, Actor by) =>
        Decider.Decide(command, assessment, Screenings.RequestOf(by, assessment));

    private static Assessment Accepted(Command command, Assessment assessment, Actor by) =>
        Assert.IsType<Decision.Accepted>(Decide(command, assessment, by)).After;

    private static T Refused<T>(Command command, Assessment assessment, Actor by)
        where T : Refusal => Assert.IsType<T>(Assert.IsType<Decision.Refused>(Decide(command, assessment, by)).Refusal);
}
