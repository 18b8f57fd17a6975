using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>What a developer's steps do, from the start to the submission (screening standard, "States").</summary>
public sealed class DraftingTests
{
    [Fact]
    public void Start_makes_a_draft_of_its_developer_at_the_first_page_and_demands_the_required_project_data()
    {
        var request = Screenings.RequestOf(Screenings.DeveloperActor, null);

        var begun = Assert.IsType<Decision.Accepted>(Decider.Decide(Screenings.CommandNamed("Start"), null, request));
        var refused = Assert.IsType<Decision.Refused>(Decider.Decide(
            new Command.Start(Screenings.Id, new ProjectData(), Shipped.Questionnaire), null, request));

        Assert.Equal(1, begun.After.Revision);
        Assert.Equal(Screenings.DeveloperActor.Person, begun.After.Developer);
        Assert.Equal(new Place.Questions(new PageId("A-1")), begun.After.Place);
        Assert.Equal(
            [ProjectField.Title, ProjectField.Stage, ProjectField.Countries, ProjectField.Office, ProjectField.ThematicAreas, ProjectField.Confidentiality],
            Assert.IsType<Refusal.FaultyProject>(refused.Refusal).Faults.Select(f => f.Field));
    }

    [Fact]
    public void Only_the_first_version_of_a_reference_is_begun_the_next_ones_are_screened_again() => Assert.IsType<Refusal.NotFound>(
        Assert.IsType<Decision.Refused>(Decider.Decide(
            new Command.Start(AssessmentId.Of(Screenings.Id.Reference, 2), Screenings.Project, Shipped.Questionnaire),
            null,
            Screenings.RequestOf(Screenings.Stranger, null))).Refusal);

    [Fact]
    public void Submission_freezes_the_result_promises_the_alert_and_records_an_A_at_once()
    {
        var best = Screenings.In("Draft");
        var request = Screenings.RequestOf(Screenings.DeveloperActor, best);
        var declared = best.Sheet[new QuestionId("E3")];
        var flagged = best with
        {
            Sheet = best.Sheet
                .With(new QuestionId("B11"), new Answer(new AnswerValue.Choice(new OptionId("no"))))
                .With(new QuestionId("B11"), new FlagResponse(3, 3, null, "A hotline", "Head of office", new DateOnly(2027, 3, 31), "no cost")),
        };

        var a = Assert.IsType<Decision.Accepted>(Decider.Decide(new Command.Submit(new(new("E3"), declared)), best, request)).After;
        var b = Assert.IsType<Decision.Accepted>(Decider.Decide(new Command.Submit(new(new("E3"), declared)), flagged, request)).After;

        Assert.Equal(Rating.A, Assert.IsType<AssessmentState.Recorded>(a.State).Result.Rating);
        Assert.Null(a.Alert);
        var submitted = Assert.IsType<AssessmentState.Submitted>(b.State);
        Assert.Equal((Rating.B, RatingRule.D), (submitted.Result.Rating, submitted.Result.DecidedBy));
        Assert.Equal(AlertStatus.Promised, b.Alert);
        Assert.Equal(flagged.Revision + 1, b.Revision);
    }

    [Fact]
    public void A_save_that_changes_nothing_makes_no_event_and_no_new_revision()
    {
        var assessment = Screenings.In("Draft") with { Place = new Place.Questions(new PageId("B-1")) };
        var same = new Command.Save(
            assessment.Place, assessment.Project, [new(new("B1"), assessment.Sheet[new QuestionId("B1")])], [], Demand: false, new Go.Stay());

        var accepted = Assert.IsType<Decision.Accepted>(Decider.Decide(same, assessment, Screenings.RequestOf(Screenings.DeveloperActor, assessment)));

        Assert.Empty(accepted.Events);
        Assert.Equal(assessment, accepted.After);
    }

    [Fact]
    public void Next_demands_the_answers_of_its_page_and_back_does_not()
    {
        var assessment = Screenings.Empty() with { Place = new Place.Questions(new PageId("A-1")) };
        var request = Screenings.RequestOf(Screenings.DeveloperActor, assessment);
        var half = ImmutableArray.Create(new GivenAnswer(new("A1"), new Answer(new AnswerValue.Choices([new("adults")]))));

        var next = Decider.Decide(new Command.Save(assessment.Place, null, half, [], true, new Go.Next()), assessment, request);
        var back = Decider.Decide(new Command.Save(assessment.Place, null, half, [], false, new Go.Back()), assessment, request);

        Assert.Equal(
            ["A2", "A3"],
            Assert.IsType<Refusal.Incomplete>(Assert.IsType<Decision.Refused>(next).Refusal).Missing.Select(m => m.Question.Value));
        var after = Assert.IsType<Decision.Accepted>(back).After;
        Assert.Equal(Place.Project.Instance, after.Place);
        Assert.NotNull(after.Sheet[new QuestionId("A1")]);
    }

    [Fact]
    public void Leaving_keeps_a_half_entered_risk_which_next_and_submission_demand_to_be_completed()
    {
        var e2 = new QuestionId("E2");
        var assessment = Screenings.In("Draft") with { Place = new Place.Questions(new PageId("E-1")) };
        var request = Screenings.RequestOf(Screenings.DeveloperActor, assessment);
        var half = new AnswerValue.Words("See below.", []) { Begun = [new BegunRisk("Flood", 5, null)] };
        Command.Save Save(bool demand) => new(assessment.Place, null, [new(e2, new Answer(half))], [], demand, demand ? new Go.Next() : new Go.Back());

        var next = Assert.IsType<Decision.Refused>(Decider.Decide(Save(demand: true), assessment, request));
        var left = Assert.IsType<Decision.Accepted>(Decider.Decide(Save(demand: false), assessment, request)).After;
        var submitted = Decider.Decide(Screenings.CommandNamed("Submit"), left, Screenings.RequestOf(Screenings.DeveloperActor, left));

        var missing = new Missing(e2, MissingPart.ExtraRisk);
        Assert.Equal(missing, Assert.Single(Assert.IsType<Refusal.Incomplete>(next.Refusal).Missing));
        Assert.Equal(half, left.Sheet[e2]?.Value);
        Assert.Equal(new Place.Questions(new PageId("E-1")), Walk.Of(left).FirstMissing);
        Assert.Equal(missing, Assert.Single(Assert.IsType<Refusal.Incomplete>(Assert.IsType<Decision.Refused>(submitted).Refusal).Missing));
        Assert.Equal(FrozenResult.Of(Rater.Rate(Route.Of(assessment.Sheet))), FrozenResult.Of(Rater.Rate(Route.Of(left.Sheet))));
    }

    [Fact]
    public void A_half_entered_risk_keeps_the_limits_of_texts_and_levels_and_of_how_many_there_can_be()
    {
        var limits = Shipped.Questionnaire.Rules.Limits;
        var e2 = Shipped.Questionnaire[new QuestionId("E2")];
        var without = Files.Tiny.Questionnaire[new QuestionId("B6")];

        Assert.Equal(AnswerFault.ExtraRiskTooLong, Assert.Single(FaultsOf(e2, new BegunRisk(new string('x', limits.ExtraRisk + 1), null, null))));
        Assert.Equal(AnswerFault.NotBetweenOneAndFive, Assert.Single(FaultsOf(e2, new BegunRisk(null, 6, null))));
        Assert.Equal(AnswerFault.TooManyExtraRisks, Assert.Single(FaultsOf(e2, [.. Enumerable.Repeat(new BegunRisk("Flood", null, 1), limits.ExtraRisks + 1)])));
        Assert.Equal(AnswerFault.ExtraRisksNotOffered, Assert.Single(FaultsOf(without, new BegunRisk("Flood", null, 1))));

        ImmutableArray<AnswerFault> FaultsOf(Question question, params ImmutableArray<BegunRisk> begun) =>
            AnswerRules.Check(question, new Answer(new AnswerValue.Words("See below.", []) { Begun = begun }), limits);
    }

    [Fact]
    public void Leaving_keeps_a_budget_without_its_currency_which_next_and_submission_demand()
    {
        var assessment = Screenings.In("Draft") with { Place = Place.Project.Instance };
        var request = Screenings.RequestOf(Screenings.DeveloperActor, assessment);
        var half = assessment.Project with { Budget = 250000 };
        Command.Save Save(bool demand) => new(Place.Project.Instance, half, [], [], demand, demand ? new Go.Next() : new Go.Stay());

        var next = Assert.IsType<Decision.Refused>(Decider.Decide(Save(demand: true), assessment, request));
        var left = Assert.IsType<Decision.Accepted>(Decider.Decide(Save(demand: false), assessment, request)).After;
        var submitted = Decider.Decide(Screenings.CommandNamed("Submit"), left, Screenings.RequestOf(Screenings.DeveloperActor, left));

        var missing = new FaultyProjectField(ProjectField.Currency, ProjectFault.WithoutCurrency);
        Assert.Equal(missing, Assert.Single(Assert.IsType<Refusal.FaultyProject>(next.Refusal).Faults));
        Assert.Equal(250000, left.Project.Budget);
        var again = Decider.Decide(Save(demand: true), left, Screenings.RequestOf(Screenings.DeveloperActor, left));
        Assert.Equal(missing, Assert.Single(Assert.IsType<Refusal.FaultyProject>(Assert.IsType<Decision.Refused>(again).Refusal).Faults));
        Assert.Equal(missing, Assert.Single(Assert.IsType<Refusal.FaultyProject>(Assert.IsType<Decision.Refused>(submitted).Refusal).Faults));
        var walk = Walk.Of(left);
        Assert.False(walk.IsReadyForSummary);
        Assert.Equal((Place.Project.Instance, Place.Overview.Instance), (walk.FirstMissing, walk.Settle(Place.Summary.Instance)));
        Assert.True(Walk.Of(left with { Project = half with { Currency = "USD" } }).IsReadyForSummary);
    }

    [Fact]
    public void Leaving_the_project_details_with_a_currency_that_is_none_is_refused_all_the_same()
    {
        var assessment = Screenings.In("Draft") with { Place = Place.Project.Instance };
        var leave = new Command.Save(
            Place.Project.Instance, assessment.Project with { Budget = 1, Currency = "XXX" }, [], [], Demand: false, new Go.Stay());

        var decision = Decider.Decide(leave, assessment, Screenings.RequestOf(Screenings.DeveloperActor, assessment));

        Assert.Equal(
            new FaultyProjectField(ProjectField.Currency, ProjectFault.NotInList),
            Assert.Single(Assert.IsType<Refusal.FaultyProject>(Assert.IsType<Decision.Refused>(decision).Refusal).Faults));
    }

    [Fact]
    public void An_option_that_the_question_does_not_have_is_refused_and_nothing_changes()
    {
        var assessment = Screenings.In("Draft");
        var forged = new Command.Save(
            new Place.Questions(new PageId("B-1")), null, [new(new("B1"), new Answer(new AnswerValue.Choice(new("excellent"))))], [], false, new Go.Next());

        var decision = Decider.Decide(forged, assessment, Screenings.RequestOf(Screenings.DeveloperActor, assessment));

        Assert.Equal(
            new FaultyAnswer(new("B1"), AnswerFault.UnknownOption),
            Assert.Single(Assert.IsType<Refusal.FaultyAnswers>(Assert.IsType<Decision.Refused>(decision).Refusal).Faults));
    }
}
