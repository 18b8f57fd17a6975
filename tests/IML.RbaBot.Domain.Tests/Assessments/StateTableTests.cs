using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>The whole table (command, state, who) of the screening standard, "States".</summary>
public sealed class StateTableTests
{
    private const string Yes = "accepted";
    private const string Wrong = nameof(Refusal.WrongState);
    private const string Taken = nameof(Refusal.OutOfDate);
    private const string Nobody = nameof(Refusal.NotAllowed);

    private static readonly string[] StateNames =
    [
        "Draft", "Submitted", "UnderReview", "Returned", "Cleared", "ClearedWithConditions", "NotCleared", "Recorded", "Withdrawn", "Superseded",
    ];

    private static readonly string[] CommandNames = [.. typeof(Command).GetNestedTypes().Select(t => t.Name)];

    // Who may do it, then the states in which they may, in the order of the states above: "dsurCcnRWS". In every other state it is
    // the wrong state for everybody who knows of the assessment. The lists of people are the columns of the standard's table.
    private static readonly Dictionary<string, (string[] Who, string States)> Table = new()
    {
        ["Save"] = (["developer", "co-editor"], "d--r------"),
        ["Submit"] = (["developer"], "d--r------"),
        ["Withdraw"] = (["developer", "administrator"], "ds-r------"),
        ["Record"] = (["system"], "-s--------"),
        ["Rescreen"] = (["developer"], "----CcnR--"),
        ["Supersede"] = (["system"], "----CcnR--"),
        ["Claim"] = (["reviewer", "focal point", "backup"], "-s--------"),
        ["Release"] = (["reviewer"], "--u-------"),
        ["HandOver"] = (["reviewer"], "--u-------"),
        ["AskHandOver"] = (["focal point", "backup"], "--u-------"),
        ["DraftComments"] = (["reviewer"], "--u-------"),
        ["Return"] = (["reviewer"], "--u-------"),
        ["Lift"] = (["reviewer"], "--u-------"),
        ["Clear"] = (["reviewer"], "--u-------"),
        ["ClearWithConditions"] = (["reviewer"], "--u-------"),
        ["NotClear"] = (["reviewer"], "--u-------"),
        ["AskUnit"] = (["developer", "co-editor"], "dsur------"),
        ["ReplyToRequest"] = (["reviewer", "focal point", "backup"], "dsurCcnR-S"),
        ["Invite"] = (["developer"], "ds-r------"),
        ["RemoveCoEditor"] = (["developer"], "ds-r------"),
        ["ChangeOwner"] = (["administrator"], "dsurCcnRWS"),
    };

    private static readonly Dictionary<string, Actor> People = new()
    {
        ["developer"] = Screenings.DeveloperActor,
        ["co-editor"] = Screenings.CoEditor,
        ["reviewer"] = Screenings.FocalPoint,
        ["focal point"] = Screenings.OtherFocalPoint,
        ["backup"] = Screenings.Backup,
        ["head of IML"] = Screenings.Head,
        ["auditor"] = Screenings.Auditor,
        ["administrator"] = Screenings.Administrator,
        ["stranger"] = Screenings.Stranger,
        ["focal point elsewhere"] = Screenings.FarFocalPoint,
        ["developer who is a focal point"] = Screenings.DeveloperActor with { Roles = Roles.FocalPoint | Roles.BackupFocalPoint },
        ["co-editor who is a focal point"] = Screenings.CoEditor with { Roles = Roles.FocalPoint | Roles.BackupFocalPoint },
        ["system"] = Actor.System,
    };

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var command in CommandNames)
        {
            foreach (var state in StateNames)
            {
                pairs.Add(command, state);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_command_in_every_state_by_everybody_does_what_the_table_says(string command, string state)
    {
        foreach (var (who, actor) in People)
        {
            var assessment = Screenings.In(state, referred: command == "Lift") with { CoEditors = [Screenings.CoEditor.Person!] };

            var decision = Decider.Decide(CommandIn(command, assessment), assessment, Screenings.RequestOf(actor, assessment));

            Assert.Equal(
                (who, Expected(command, state, who)),
                (who, decision is Decision.Refused refused ? refused.Refusal.GetType().Name : Yes));
        }
    }

    [Fact]
    public void The_table_names_every_command() => Assert.Equal(
        CommandNames.Where(n => n != "Start").Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    private static string Expected(string command, string state, string who)
    {
        if (who is "stranger" or "focal point elsewhere")
        {
            return nameof(Refusal.NotFound);
        }

        if (command == "Start")
        {
            return Taken;
        }

        var (allowed, states) = Table[command];
        var isOpen = states[Array.IndexOf(StateNames, state)] != '-';
        if (command == "Claim" && state == "UnderReview")
        {
            return who is "reviewer" or "focal point" or "backup" ? nameof(Refusal.ClaimedByOther) : Nobody;
        }

        if (!isOpen)
        {
            return Wrong;
        }

        // An editor's own rights do not grow with a role.
        var role = who.Split(" who ")[0];
        if (allowed.Contains(role) || allowed.Contains(who))
        {
            return Yes;
        }

        // Somebody else's review: who has it is said to those who might.
        return allowed is ["reviewer"] && who is "focal point" or "backup" && allowed is ["reviewer"] ? nameof(Refusal.ClaimedByOther) : Nobody;
    }

    /// <summary>A command that is complete in itself, so that only the table can refuse it.</summary>
    private static Command CommandIn(string name, Assessment assessment) => name switch
    {
        "Lift" => new Command.Lift(assessment.OpenFlags.FirstOrDefault().Question, "Confirmed in writing."),
        "Submit" => new Command.Submit(new GivenAnswer(new("E3"), assessment.Sheet[new QuestionId("E3")])),
        _ => Screenings.CommandNamed(name),
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_stranger_learns_of_no_assessment_whatever_the_command_and_state(string command, string state)
    {
        var decision = Decider.Decide(Screenings.CommandNamed(command), Screenings.In(state), Screenings.RequestOf(Screenings.Stranger, Screenings.In(state)));

        Assert.IsType<Refusal.NotFound>(Assert.IsType<Decision.Refused>(decision).Refusal);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_card_of_an_older_revision_acts_on_nothing(string command, string state)
    {
        var assessment = Screenings.In(state);
        var request = Screenings.RequestOf(Screenings.DeveloperActor, assessment) with { Revision = assessment.Revision - 1 };

        var decision = Decider.Decide(Screenings.CommandNamed(command), assessment, request);

        Assert.IsType<Refusal.OutOfDate>(Assert.IsType<Decision.Refused>(decision).Refusal);
    }

    [Theory]
    [InlineData("Save")]
    [InlineData("Submit")]
    public void A_focal_point_reads_a_draft_and_does_not_write_it(string command)
    {
        var assessment = Screenings.In("Draft");

        var decision = Decider.Decide(Screenings.CommandNamed(command), assessment, Screenings.RequestOf(Screenings.FocalPoint, assessment));

        Assert.IsType<Refusal.NotAllowed>(Assert.IsType<Decision.Refused>(decision).Refusal);
    }

    [Fact]
    public void A_co_editor_saves_and_does_not_submit_or_withdraw()
    {
        var assessment = Screenings.In("Draft") with { CoEditors = [Screenings.CoEditor.Person!] };
        var request = Screenings.RequestOf(Screenings.CoEditor, assessment);

        Assert.IsType<Decision.Accepted>(Decider.Decide(Screenings.CommandNamed("Save"), assessment, request));
        Assert.IsType<Refusal.NotAllowed>(
            Assert.IsType<Decision.Refused>(Decider.Decide(Screenings.CommandNamed("Submit"), assessment, request)).Refusal);
        Assert.IsType<Refusal.NotAllowed>(
            Assert.IsType<Decision.Refused>(Decider.Decide(Screenings.CommandNamed("Withdraw"), assessment, request)).Refusal);
    }

    [Fact]
    public void An_administrator_withdraws_what_is_somebody_elses()
    {
        var assessment = Screenings.In("Submitted");

        var decision = Decider.Decide(Screenings.CommandNamed("Withdraw"), assessment, Screenings.RequestOf(Screenings.Administrator, assessment));

        Assert.IsType<AssessmentState.Withdrawn>(Assert.IsType<Decision.Accepted>(decision).After.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void A_withdrawal_needs_a_reason(string reason)
    {
        var assessment = Screenings.In("Draft");

        var decision = Decider.Decide(new Command.Withdraw(reason), assessment, Screenings.RequestOf(Screenings.DeveloperActor, assessment));

        Assert.IsType<Refusal.ReasonMissing>(Assert.IsType<Decision.Refused>(decision).Refusal);
    }

    [Fact]
    public void Only_the_system_records()
    {
        var assessment = Screenings.In("Submitted");

        var decision = Decider.Decide(new Command.Record(), assessment, Screenings.RequestOf(Screenings.FocalPoint, assessment));

        Assert.IsType<Refusal.NotAllowed>(Assert.IsType<Decision.Refused>(decision).Refusal);
    }

    [Fact]
    public void Nothing_but_start_acts_on_an_assessment_that_is_not_there()
    {
        foreach (var name in CommandNames.Where(n => n != "Start"))
        {
            var decision = Decider.Decide(Screenings.CommandNamed(name), null, Screenings.RequestOf(Screenings.DeveloperActor, null));
            Assert.IsType<Refusal.NotFound>(Assert.IsType<Decision.Refused>(decision).Refusal);
        }
    }

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
