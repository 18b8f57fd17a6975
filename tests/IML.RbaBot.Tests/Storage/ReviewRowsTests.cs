using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Storage;

/// <summary>A review, step by step, as the store holds it.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ReviewRowsTests(AzuriteFixture azurite)
{
    private static readonly QuestionId C4 = new("C4");
    private static readonly Actor ActsOmar = new(Omar, Roles.FocalPoint);
    private static readonly Actor ActsAda = new(new Person(PersonId.Parse("6f9a2b1c-0000-4000-8000-000000000009")!.Value, "Ada Admin"), Roles.Administrator);

    [Fact]
    public async Task Every_step_of_a_review_comes_back_as_it_was_decided()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var now = await stored.SubmitAsync();
        var sheet = now.Assessment.Sheet;

        now = await StepAsync(stored, now, new Command.Claim(), ActsOmar);
        now = await StepAsync(stored, now, new Command.AskHandOver(), ActsOmar with { Person = ActsAda.Person });
        now = await StepAsync(stored, now, new Command.DraftComments([C4, new("B6")], [new(C4, "Which ministry?\u0001")]), ActsOmar);
        now = await StepAsync(stored, now, new Command.DraftComments([C4, new("B7")], []), ActsOmar);
        now = await StepAsync(stored, now, new Command.Return([new(C4, "Which ministry?\u0001"), new(new("B6"), "Why not?")]), ActsOmar);
        now = await StepAsync(
            stored, now, new Command.Save(now.Assessment.Place, null, [new(new("B6"), Choice("partly"))], [], false, new Go.Stay())
            {
                Replies = [new(C4, "Health."), new(new("B6"), "We will.")],
            },
            ActsDana);
        now = await StepAsync(stored, now, new Command.AskUnit(RequestKind.Question, C4, "Does this count?"), ActsDana);
        now = await StepAsync(stored, now, new Command.AskUnit(RequestKind.Training, null, "For the guards"), ActsDana);
        now = await StepAsync(stored, now, new Command.ReplyToRequest(2, "In May."), ActsOmar);
        var declaration = Shipped.Questions.Single(q => q.Kind is QuestionKind.Declaration).Id;
        now = await StepAsync(stored, now, new Command.Submit(new GivenAnswer(declaration, sheet[declaration])), ActsDana);
        now = await StepAsync(stored, now, new Command.Claim(), ActsOmar);
        now = await StepAsync(stored, now, new Command.Return([new(C4, "And the letter?")]), ActsOmar);
        now = await StepAsync(stored, now, Save(now, C4, "Attached."), ActsDana);
        now = await StepAsync(stored, now, new Command.Submit(new GivenAnswer(declaration, sheet[declaration])), ActsDana);
        now = await StepAsync(stored, now, new Command.Claim(), ActsOmar);
        now = await StepAsync(
            stored,
            now,
            new Command.ClearWithConditions(
                new GivenVerdict(Rating.C, "Thin budget", "For the Unit only"),
                [new GivenCondition("Train the guards", "Head of office", new DateOnly(2027, 3, 31))]),
            ActsOmar);
        now = await StepAsync(stored, now, new Command.ChangeOwner(Dana with { Id = ActsAda.Person!.Id, Name = "Another" }), ActsAda);

        Assert.Equal(2, now.Assessment.Review.Round);
        Assert.DoesNotContain(await Audit.RowsAsync(stored, now.Id), row => row.RowKey.StartsWith("drafted-", StringComparison.Ordinal));
        Assert.Equal("Which ministry?\uFFFD", now.Assessment.Review.Comments[1].Text);
        Assert.Equal("For the Unit only", now.Assessment.Review.Verdict!.Notes);
    }

    [Fact]
    public async Task A_flag_is_lifted_and_stands_again_when_its_answer_changes()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var now = await stored.SubmitAsync();
        now = await StepAsync(stored, now, new Command.Claim(), ActsOmar);
        var lifted = new LiftedFlag(C4, FlagLevel.R, "Confirmed", Omar, Noon);
        now = await CommitAsync(stored, now, new Decision.Accepted(
            [new AssessmentEvent.FlagLifted(lifted)],
            now.Assessment with { Revision = now.Assessment.Revision + 1, Review = now.Assessment.Review with { Lifted = [lifted] } }), ActsOmar);
        now = await StepAsync(stored, now, new Command.Return([new(C4, "Update?")]), ActsOmar);
        Assert.Equal(lifted, Assert.Single((await stored.LoadAsync(now.Id)).Assessment.Review.Lifted));

        now = await StepAsync(
            stored, now, new Command.Save(now.Assessment.Place, null, [new(C4, Choice("yes", null, "p. 3"))], [], false, new Go.Stay()), ActsDana);

        Assert.Empty(now.Assessment.Review.Lifted);
    }

    [Fact]
    public async Task The_next_version_stands_in_a_partition_of_its_own_with_its_answers_to_confirm()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var now = await stored.SubmitAsync();
        now = await StepAsync(stored, now, new Command.Claim(), ActsOmar);
        now = await StepAsync(stored, now, new Command.NotClear(new GivenVerdict(Reasons: "No.")), ActsOmar);

        var accepted = Decide(new Command.Rescreen(Shipped), now.Assessment);
        var next = Committed(await stored.Store.CommitAsync(null, accepted, ActsDana, Noon, [], default));
        var loaded = await stored.LoadAsync(next.Id);

        AssessmentStoreTests.AssertSame(next, loaded);
        Assert.True(loaded.Assessment.Sheet[C4]!.ToConfirm);
        Assert.Equal(now.Id, loaded.Assessment.From);
        Assert.IsType<CommitResult.Conflict>(await stored.Store.CommitAsync(null, accepted, ActsDana, Noon, [], default));
    }

    [Fact]
    public async Task A_return_with_a_comment_of_the_greatest_length_on_every_question_fits_into_one_commit()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var now = await stored.SubmitAsync();
        now = await StepAsync(stored, now, new Command.Claim(), ActsOmar);
        var longest = string.Concat(Enumerable.Repeat("\"😀", 500));
        Assert.Equal(ReviewLimits.Comment, longest.Length);
        ImmutableArray<GivenComment> comments =
        [
            .. Domain.Ratings.Route.Of(now.Assessment.Sheet).Asked
                .Where(q => q.Kind is not QuestionKind.Declaration)
                .Select(q => new GivenComment(q.Id, longest)),
        ];

        now = await StepAsync(stored, now, new Command.Return(comments), ActsOmar);

        Assert.Equal(comments.Length, now.Assessment.Review.Comments.Length);
    }

    private static Command.Save Save(StoredAssessment now, QuestionId question, string reply) =>
        new(now.Assessment.Place, null, [], [], false, new Go.Stay()) { Replies = [new(question, reply)] };

    /// <summary>Decides, commits, and checks that a fresh load gives what the commit gave.</summary>
    private static Task<StoredAssessment> StepAsync(Stored stored, StoredAssessment before, Command command, Actor actor) =>
        CommitAsync(stored, before, Decide(command, before.Assessment, actor), actor);

    private static async Task<StoredAssessment> CommitAsync(
        Stored stored, StoredAssessment before, Decision.Accepted accepted, Actor actor)
    {
        var after = Committed(await stored.Store.CommitAsync(before, accepted, actor, Noon, [], default));
        var loaded = await stored.LoadAsync(after.Id);
        AssessmentStoreTests.AssertSame(after, loaded);
        Assert.Equal(after.Assessment.Review, loaded.Assessment.Review);
        Assert.Equal(after.Assessment.Requests.AsEnumerable(), loaded.Assessment.Requests.AsEnumerable());
        return loaded;
    }
}
