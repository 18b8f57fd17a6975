using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>Flags lifted, decisions, and the version after one.</summary>
public sealed partial class ReviewTests
{
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
        var cleared = Screenings.In("Cleared") with { CoEditors = [Screenings.CoEditor.Person!] };

        var next = Accepted(Screenings.CommandNamed("Rescreen"), cleared, Screenings.DeveloperActor);

        Assert.Equal((2, cleared.Id), (next.Id.Version, next.From));
        Assert.Equal((cleared.Developer, cleared.Project), (next.Developer, next.Project));
        Assert.Equal(cleared.CoEditors.AsEnumerable(), next.CoEditors);
        Assert.IsType<AssessmentState.Draft>(next.State);
        Assert.Null(next.Sheet[new QuestionId("E3")]);
        Assert.All(
            cleared.Questionnaire.Questions.Except(Route.Of(cleared.Sheet).Asked),
            q => Assert.Equal((true, true), (cleared.Sheet[q.Position] is not null, next.Sheet[q.Position] is null)));
        var copied = Route.Of(cleared.Sheet).Asked.Where(q => q.Id.Value != "E3").ToArray();
        Assert.All(copied, q => Assert.Equal(cleared.Sheet[q.Position]! with { ToConfirm = true }, next.Sheet[q.Position]));
        Assert.Equal(copied.Length, Completeness.Of(Route.Of(next.Sheet)).Count(m => m.Part == MissingPart.ToConfirm));
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    public void The_next_version_has_the_number_it_was_given_and_never_one_that_was_had(int? given, int version) => Assert.Equal(
        version,
        Accepted(new Command.Rescreen(Shipped.Questionnaire, given), Screenings.In("Cleared"), Screenings.DeveloperActor).Id.Version);

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
}
