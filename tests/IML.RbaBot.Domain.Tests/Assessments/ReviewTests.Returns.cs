using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>What was returned, changed and submitted again.</summary>
public sealed partial class ReviewTests
{
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
    public void The_project_details_of_what_was_returned_stay_as_they_were_submitted()
    {
        var returned = Return(Screenings.In("UnderReview"), (B1, "Which section?"));
        var other = Screenings.Project with { Title = "Another project" };

        var saved = Accepted(Save() with { Project = other, Replies = [new(B1, "Section 3.2.")] }, returned, Screenings.DeveloperActor);

        Assert.Equal(Screenings.Project, saved.Project);
        Assert.NotNull(saved.Review.Comments[0].Reply);
        Assert.Equal(other, Accepted(Save() with { Project = other }, Screenings.In("Draft"), Screenings.DeveloperActor).Project);
    }

    [Fact]
    public void The_measure_of_a_flag_stays_closed_unless_its_question_was_returned()
    {
        var review = Screenings.In("UnderReview", referred: true);
        var other = review.Sheet.Response(C5)! with { Measure = "Ask the ministry again" };
        var save = Save() with { Responses = [new(C5, other)] };

        Assert.Equal(
            C5, Assert.Single(Refused<Refusal.QuestionsClosed>(save, Return(review, (B1, "Which section?")), Screenings.DeveloperActor).Questions));
        Assert.Equal(other, Accepted(save, Return(review, (C5, "By when?")), Screenings.DeveloperActor).Sheet.Response(C5));
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
}
