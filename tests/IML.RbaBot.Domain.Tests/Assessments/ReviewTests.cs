using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>The review (screening standard, "States"), step by step.</summary>
public sealed class ReviewTests
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
    public void A_return_opens_only_the_questions_with_a_comment()
    {
        var returned = Return(Screenings.In("UnderReview"), (B1, "Which section?"), (C5, "Ask the ministry again."));

        Assert.Equal([B1, C5], Assert.IsType<AssessmentState.Returned>(returned.State).Reopened.AsEnumerable());
        Assert.Equal(["B-1", "C-2", "summary"], Walk.Of(returned).Steps.Select(s => s.Value));
        Assert.Equal(new Place.Questions(new PageId("B-1")), returned.Place);
        Assert.Equal(
            [B2],
            Refused<Refusal.QuestionsClosed>(Save((B2, "no")), returned, Screenings.DeveloperActor).Questions.AsEnumerable());
    }

    [Fact]
    public void Comments_are_given_in_words_once_a_question_and_only_where_it_is_asked()
    {
        var review = Screenings.In("UnderReview");
        (ImmutableArray<GivenComment> Comments, FaultyComment Fault)[] cases =
        [
            ([], new(null, CommentFault.Empty)),
            ([new(B1, " \n")], new(B1, CommentFault.Empty)),
            ([new(B1, new string('x', ReviewLimits.Comment + 1))], new(B1, CommentFault.TooLong)),
            ([new(new("D9"), "Not asked here")], new(new("D9"), CommentFault.NotAsked)),
            ([new(new("Z9"), "No such question")], new(new("Z9"), CommentFault.NotAsked)),
            ([new(B1, "Once"), new(B1, "Twice")], new(B1, CommentFault.Repeated)),
        ];

        foreach (var (comments, fault) in cases)
        {
            Assert.Equal(fault, Assert.Single(Refused<Refusal.FaultyComments>(new Command.Return(comments), review, Screenings.FocalPoint).Faults));
        }
    }

    [Fact]
    public void The_declaration_takes_no_comment_because_it_is_given_anew_with_every_submission()
    {
        var review = Screenings.In("UnderReview");
        var fault = new FaultyComment(new("E3"), CommentFault.NotAsked);

        Assert.Equal(fault, Assert.Single(Refused<Refusal.FaultyComments>(
            new Command.Return([new(new("E3"), "Who was consulted?")]), review, Screenings.FocalPoint).Faults));
        Assert.Equal(fault, Assert.Single(Refused<Refusal.FaultyComments>(
            new Command.DraftComments([new("E3")], []), review, Screenings.FocalPoint).Faults));
    }

    [Fact]
    public void Drafted_comments_are_kept_in_the_questionnaires_order_until_they_are_returned_or_the_reviewer_changes()
    {
        var review = Screenings.In("UnderReview");

        var chosen = Accepted(new Command.DraftComments([C5, B1], [new(C5, "Ask the ministry.")]), review, Screenings.FocalPoint);
        var written = Accepted(new Command.DraftComments(null, [new(B1, " Which section? ")]), chosen, Screenings.FocalPoint);
        var fewer = Accepted(new Command.DraftComments([B1], []), written, Screenings.FocalPoint);

        Assert.Equal([new GivenComment(B1, ""), new(C5, "Ask the ministry.")], chosen.Review.Drafted.AsEnumerable());
        Assert.Equal([new GivenComment(B1, "Which section?"), new(C5, "Ask the ministry.")], written.Review.Drafted.AsEnumerable());
        Assert.Equal([new GivenComment(B1, "Which section?")], fewer.Review.Drafted.AsEnumerable());
        Assert.Empty(Return(fewer, (B1, "Which section?")).Review.Drafted);
        Assert.Empty(Accepted(new Command.Release(), written, Screenings.FocalPoint).Review.Drafted);
        Assert.Empty(Accepted(new Command.HandOver(Screenings.Backup), written, Screenings.FocalPoint).Review.Drafted);
        Assert.Empty(Accepted(new Command.NotClear(new GivenVerdict(null, "Far too early.")), written, Screenings.FocalPoint).Review.Drafted);
    }

    [Fact]
    public void Only_questions_that_are_asked_are_chosen_for_a_comment_and_at_least_one()
    {
        var review = Screenings.In("UnderReview");
        (Command.DraftComments Draft, FaultyComment Fault)[] cases =
        [
            (new([], []), new(null, CommentFault.Empty)),
            (new(null, []), new(null, CommentFault.Empty)),
            (new([new("D9")], []), new(new("D9"), CommentFault.NotAsked)),
            (new([new("Z9")], []), new(new("Z9"), CommentFault.NotAsked)),
            (new([B1], [new(C5, "Not chosen")]), new(C5, CommentFault.NotAsked)),
            (new([B1], [new(B1, new string('x', ReviewLimits.Comment + 1))]), new(B1, CommentFault.TooLong)),
        ];

        foreach (var (draft, fault) in cases)
        {
            Assert.Equal(fault, Assert.Single(Refused<Refusal.FaultyComments>(draft, review, Screenings.FocalPoint).Faults));
        }
    }

    [Fact]
    public void What_was_returned_is_submitted_again_only_with_a_reply_to_each_comment()
    {
        var returned = Return(Screenings.In("UnderReview"), (B1, "Which section?"));

        var missing = Refused<Refusal.Incomplete>(Submission(returned), returned, Screenings.DeveloperActor).Missing;
        var replied = Accepted(Save() with { Replies = [new(B1, "Section 3.2.")] }, returned, Screenings.DeveloperActor);
        var again = Accepted(Submission(replied), replied, Screenings.DeveloperActor);

        Assert.Equal(new Missing(B1, MissingPart.Reply), Assert.Single(missing));
        Assert.Equal("Section 3.2.", Assert.Single(again.Review.Comments).Reply?.Text);
        Assert.IsType<AssessmentState.Recorded>(again.State);
    }

    [Fact]
    public void The_reviewer_sees_old_and_new_of_what_changed_and_the_change_of_rating()
    {
        var review = Screenings.In("UnderReview", referred: true);
        var returned = Return(review, (C5, "Please ask."));

        var changed = Accepted(
            Save((C5, "partly")) with { Replies = [new(C5, "They said so.")] }, returned, Screenings.DeveloperActor);
        var twice = Accepted(SaveWithEvidence((C5, "yes", "Letter of 3 May")), changed, Screenings.DeveloperActor);
        var again = Accepted(Submission(twice), twice, Screenings.DeveloperActor);

        var earlier = again.Review.Earlier!;
        Assert.Equal(Rating.C, earlier.Result.Rating);
        Assert.Equal(Rating.A, again.State.FrozenResult!.Rating);
        Assert.Equal(review.Sheet[C5], Assert.Single(earlier.Changed).Value.Answer);
        Assert.Equal(review.Sheet[C5], earlier.SheetBefore(again.Sheet)[C5]);
    }

    [Fact]
    public void A_changed_answer_that_brings_new_questions_opens_them_too()
    {
        var returned = Return(Screenings.In("UnderReview"), (new("A2"), "Is there no data work?"));
        var save = new Command.Save(
            new Place.Questions(new PageId("A-1")),
            null,
            [new(new("A2"), new Answer(new AnswerValue.Choices([new("services"), new("data")])))],
            [],
            Demand: false,
            new Go.Stay()) with
        { Replies = [new(new("A2"), "There is.")] };

        var changed = Accepted(save, returned, Screenings.DeveloperActor);

        var opened = Route.Of(changed.Sheet).Asked.Except(Route.Of(returned.Sheet).Asked).ToArray();
        Assert.NotEmpty(opened);
        Assert.All(opened, q => Assert.True(OpenQuestions.Of(changed).Contains(q), q.Id.Value));
        Assert.False(OpenQuestions.Of(changed).Contains(changed.Questionnaire[B1]));
        Assert.All(opened, q => Assert.Contains(new Place.Questions(q.Page), Walk.Of(changed).Steps));
    }

    [Fact]
    public void Nothing_is_cleared_while_a_red_flag_or_referral_stands_and_lifting_is_in_writing()
    {
        var review = Screenings.In("UnderReview", referred: true);

        Assert.Equal(
            new Flag(C5, FlagLevel.R),
            Assert.Single(Refused<Refusal.OpenFlags>(new Command.Clear(new()), review, Screenings.FocalPoint).Flags));
        Assert.Equal(
            ReasonFor.LiftingAFlag, Refused<Refusal.ReasonMissing>(new Command.Lift(C5, " "), review, Screenings.FocalPoint).For);
        Refused<Refusal.NothingToLift>(new Command.Lift(B1, "Nothing there"), review, Screenings.FocalPoint);

        var lifted = Accepted(new Command.Lift(C5, "Confirmed by the ministry."), review, Screenings.FocalPoint);
        var cleared = Accepted(new Command.Clear(new()), lifted, Screenings.FocalPoint);

        Assert.IsType<AssessmentState.Cleared>(cleared.State);
        Assert.Equal(Rating.C, cleared.Review.Verdict!.FinalRating);
        Refused<Refusal.NothingToLift>(new Command.Lift(C5, "Twice"), lifted, Screenings.FocalPoint);
    }

    [Fact]
    public void A_referral_may_be_answered_by_conditions_and_a_red_flag_may_not()
    {
        var referred = Screenings.In("UnderReview", referred: true);
        var state = (AssessmentState.UnderReview)referred.State;
        var red = referred with { State = state with { Result = state.Result with { Rating = Rating.D, Flags = [new Flag(C5, FlagLevel.X)] } } };
        var command = Screenings.CommandNamed("ClearWithConditions");

        Assert.IsType<AssessmentState.ClearedWithConditions>(Accepted(command, referred, Screenings.FocalPoint).State);
        Refused<Refusal.OpenFlags>(command, red, Screenings.FocalPoint);
    }

    [Fact]
    public void A_flag_lifted_at_a_lower_level_stands_again_at_a_higher_one()
    {
        var lifted = Accepted(new Command.Lift(C5, "Confirmed."), Screenings.In("UnderReview", referred: true), Screenings.FocalPoint);
        var state = (AssessmentState.UnderReview)lifted.State;
        var red = lifted with { State = state with { Result = state.Result with { Flags = [new Flag(C5, FlagLevel.X)] } } };

        Assert.Empty(lifted.OpenFlags);
        Assert.Equal(new Flag(C5, FlagLevel.X), Assert.Single(red.OpenFlags));
    }

    [Fact]
    public void A_changed_answer_takes_the_lifting_of_its_flag_back()
    {
        var lifted = Accepted(new Command.Lift(C5, "Confirmed."), Screenings.In("UnderReview", referred: true), Screenings.FocalPoint);
        var returned = Return(lifted, (C5, "Update please."));

        Assert.NotEmpty(returned.Review.Lifted);
        Assert.Empty(Accepted(Save((C5, "no")), returned, Screenings.DeveloperActor).Review.Lifted);
    }

    [Fact]
    public void Conditions_have_words_an_owner_and_a_date_to_come()
    {
        var review = Screenings.In("UnderReview");
        var good = new GivenCondition("Train the guards", "Head of office", new DateOnly(2027, 3, 31));
        (ImmutableArray<GivenCondition> Conditions, FaultyCondition Fault)[] cases =
        [
            ([], new(0, ConditionFault.None)),
            ([default], new(0, ConditionFault.None)),
            ([good, good with { Owner = " " }], new(1, ConditionFault.NoOwner)),
            ([good with { Description = null }], new(0, ConditionFault.NoDescription)),
            ([good with { Due = null }], new(0, ConditionFault.NoDate)),
            ([good with { Due = new DateOnly(2026, 11, 23) }], new(0, ConditionFault.DateInThePast)),
            ([good with { Description = new string('x', ReviewLimits.Condition + 1) }], new(0, ConditionFault.DescriptionTooLong)),
            ([.. Enumerable.Repeat(good, ReviewLimits.Conditions + 1)], new(0, ConditionFault.TooMany)),
        ];

        foreach (var (conditions, fault) in cases)
        {
            var command = new Command.ClearWithConditions(new(), conditions);
            Assert.Equal(fault, Assert.Single(Refused<Refusal.FaultyConditions>(command, review, Screenings.FocalPoint).Faults));
        }
    }

    [Fact]
    public void Another_final_rating_and_not_clearing_need_reasons_and_the_computed_rating_stays()
    {
        var review = Screenings.In("UnderReview");
        var computed = review.State.FrozenResult;

        Assert.Equal(
            ReasonFor.OtherFinalRating,
            Refused<Refusal.ReasonMissing>(new Command.Clear(new(Rating.B)), review, Screenings.FocalPoint).For);
        Assert.Equal(
            ReasonFor.NotClearing, Refused<Refusal.ReasonMissing>(new Command.NotClear(new()), review, Screenings.FocalPoint).For);

        var cleared = Accepted(new Command.Clear(new(Rating.B, "The budget is thin.")), review, Screenings.FocalPoint);
        Assert.Equal(computed, cleared.State.FrozenResult);
        Assert.Equal(Rating.B, cleared.Review.Verdict!.FinalRating);
    }

    [Fact]
    public void The_next_version_copies_the_answers_that_counted_each_to_be_confirmed_and_leaves_the_declaration_out()
    {
        var cleared = Screenings.In("Cleared");

        var next = Accepted(Screenings.CommandNamed("Rescreen"), cleared, Screenings.DeveloperActor);

        Assert.Equal((2, cleared.Id), (next.Id.Version, next.From));
        Assert.IsType<AssessmentState.Draft>(next.State);
        Assert.Null(next.Sheet[new QuestionId("E3")]);
        var copied = Route.Of(cleared.Sheet).Asked.Where(q => q.Id.Value != "E3").ToArray();
        Assert.All(copied, q => Assert.Equal(cleared.Sheet[q.Position]! with { ToConfirm = true }, next.Sheet[q.Position]));
        Assert.Equal(copied.Length, Completeness.Of(Route.Of(next.Sheet)).Count(m => m.Part == MissingPart.ToConfirm));
    }

    [Fact]
    public void A_copied_answer_is_confirmed_by_going_on_and_not_by_going_back()
    {
        var next = Accepted(Screenings.CommandNamed("Rescreen"), Screenings.In("Cleared"), Screenings.DeveloperActor);
        var page = new Place.Questions(new PageId("B-1"));
        ImmutableArray<GivenAnswer> same =
        [
            .. next.Questionnaire.FindPage("B-1")!.Questions
                .Where(q => next.Sheet[q] is not null)
                .Select(q => new GivenAnswer(q, next.Sheet[q]! with { ToConfirm = false })),
        ];

        var back = Accepted(new Command.Save(page, null, same, [], Demand: false, new Go.Back()), next, Screenings.DeveloperActor);
        var on = Accepted(new Command.Save(page, null, same, [], Demand: true, new Go.Next()), next, Screenings.DeveloperActor);

        Assert.True(back.Sheet[B1]!.ToConfirm);
        Assert.All(same, a => Assert.False(on.Sheet[a.Question]!.ToConfirm));
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
