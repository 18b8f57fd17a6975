using System.Collections.Immutable;
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
    public void A_withdrawals_reason_that_is_too_long_is_told_apart_from_a_missing_one_with_its_length_and_the_most()
    {
        var assessment = Screenings.In("Draft");
        var request = Screenings.RequestOf(Screenings.DeveloperActor, assessment);

        var refused = Decider.Decide(new Command.Withdraw(new string('r', 1001) + " \n"), assessment, request);
        var accepted = Decider.Decide(new Command.Withdraw(new string('r', 1000) + " \n"), assessment, request);

        Assert.Equal(new Refusal.ReasonTooLong(1001, 1000), Assert.IsType<Decision.Refused>(refused).Refusal);
        Assert.IsType<AssessmentState.Withdrawn>(Assert.IsType<Decision.Accepted>(accepted).After.State);
    }

    [Fact]
    public void Only_the_system_records()
    {
        var assessment = Screenings.In("Submitted");

        var decision = Decider.Decide(new Command.Record(), assessment, Screenings.RequestOf(Screenings.FocalPoint, assessment));

        Assert.IsType<Refusal.NotAllowed>(Assert.IsType<Decision.Refused>(decision).Refusal);
    }

    [Fact]
    public void What_the_system_does_leaves_the_time_of_the_last_change_by_somebody()
    {
        var assessment = Screenings.In("Submitted");
        var later = Screenings.Now.AddDays(5);

        var recorded = Decider.Decide(new Command.Record(), assessment, Screenings.RequestOf(Actor.System, assessment) with { At = later });
        var withdrawn = Decider.Decide(
            Screenings.CommandNamed("Withdraw"), assessment, Screenings.RequestOf(Screenings.Administrator, assessment) with { At = later });

        Assert.Equal(assessment.ChangedAt, Assert.IsType<Decision.Accepted>(recorded).After.ChangedAt);
        Assert.Equal(later, Assert.IsType<Decision.Accepted>(withdrawn).After.ChangedAt);
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
}
