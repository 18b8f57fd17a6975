using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>Every limit at its edge: what reaches it is taken, one more is not.</summary>
public sealed partial class ReviewTests
{
    private static readonly GivenCondition Condition = new("Train the guards", "Head of office", new DateOnly(2027, 3, 31));

    public static TheoryData<string, int> Lengths() => new()
    {
        { "reason of a withdrawal", 1000 },
        { "reply to a comment", 1500 },
        { "comment of a return", 1500 },
        { "drafted comment", 1500 },
        { "reason to lift a flag", 1500 },
        { "reasons of a decision", 1500 },
        { "notes for the annex", 3000 },
        { "condition", 500 },
        { "owner of a condition", 200 },
        { "request to the Unit", 1500 },
        { "reply to a request", 1500 },
    };

    [Theory]
    [MemberData(nameof(Lengths))]
    public void What_people_write_is_taken_up_to_its_limit_and_one_character_more_is_refused(string text, int limit)
    {
        // Spaces around are not written by anybody on purpose, and are not kept.
        var (command, on, by) = Writing(text, " " + new string('x', limit) + "\n");
        Assert.IsType<Decision.Accepted>(Decide(command, on, by));

        (command, on, by) = Writing(text, new string('x', limit + 1));
        var refusal = Assert.IsType<Decision.Refused>(Decide(command, on, by)).Refusal;
        Assert.True(
            refusal is Refusal.ReasonMissing or Refusal.ReasonTooLong or Refusal.FaultyComments or Refusal.FaultyConditions or Refusal.FaultyRequest, refusal.ToString());
    }

    [Fact]
    public void An_assessment_has_at_most_ten_co_editors()
    {
        var nine = Screenings.In("Draft") with { CoEditors = [.. Enumerable.Range(20, 9).Select(Colleague)] };

        var ten = Accepted(new Command.Invite(Colleague(40)), nine, Screenings.DeveloperActor);

        Assert.Equal(10, ten.CoEditors.Length);
        Refused<Refusal.TooManyCoEditors>(new Command.Invite(Colleague(41)), ten, Screenings.DeveloperActor);
        Assert.Empty(Assert.IsType<Decision.Accepted>(Decide(new Command.Invite(Colleague(40)), ten, Screenings.DeveloperActor)).Events);
    }

    [Fact]
    public void An_assessment_has_at_most_forty_requests()
    {
        var draft = Screenings.In("Draft");
        var most = draft with { Requests = [.. Enumerable.Range(1, 39).Select(n => draft.Requests[0] with { Number = n, Text = $"Request {n}" })] };

        var forty = Accepted(new Command.AskUnit(RequestKind.Call, null, "One more"), most, Screenings.DeveloperActor);

        Assert.Equal(40, forty.Requests[^1].Number);
        Assert.Equal(
            RequestFault.TooMany,
            Refused<Refusal.FaultyRequest>(new Command.AskUnit(RequestKind.Call, null, "And another"), forty, Screenings.DeveloperActor).Fault);
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(14, 24)]
    [InlineData(-10, 23)]
    public void A_condition_may_be_due_today_by_the_clocks_of_the_projects_office_and_not_the_day_before(int hoursEast, int today)
    {
        // 09:30 UTC on the 24th: 23:30 in the east, and still the 23rd in the west.
        var zone = TimeZoneInfo.CreateCustomTimeZone("office", TimeSpan.FromHours(hoursEast), null, null);
        var review = Screenings.In("UnderReview");
        var calendars = new OfficeCalendars(
            WorkingCalendar.Default, [KeyValuePair.Create(Screenings.Project.Office!, WorkingCalendar.Default with { Zone = zone })], []);
        var request = Screenings.RequestOf(Screenings.FocalPoint, review) with { Calendars = calendars };

        Assert.IsType<Decision.Accepted>(Decider.Decide(Due(today), review, request));
        var refused = Assert.IsType<Decision.Refused>(Decider.Decide(Due(today - 1), review, request));
        Assert.Equal(
            new FaultyCondition(0, ConditionFault.DateInThePast),
            Assert.Single(Assert.IsType<Refusal.FaultyConditions>(refused.Refusal).Faults));

        static Command Due(int day) => new Command.ClearWithConditions(new(), [Condition with { Due = new DateOnly(2026, 11, day) }]);
    }

    private static Person Colleague(int number) => new(PersonId.Parse($"00000000-0000-4000-8000-{number:D12}")!.Value, $"Colleague {number}");

    /// <summary>A command that is good but for the length of one text, the assessment that it is given on, and by whom.</summary>
    private static (Command Command, Assessment On, Actor By) Writing(string what, string text)
    {
        var review = Screenings.In("UnderReview", referred: true);
        return what switch
        {
            "reason of a withdrawal" => (new Command.Withdraw(text), Screenings.In("Draft"), Screenings.DeveloperActor),
            "reply to a comment" => (Save() with { Replies = [new(B1, text)] }, Return(review, (B1, "Which section?")), Screenings.DeveloperActor),
            "comment of a return" => (new Command.Return([new(B1, text)]), review, Screenings.FocalPoint),
            "drafted comment" => (new Command.DraftComments([B1], [new(B1, text)]), review, Screenings.FocalPoint),
            "reason to lift a flag" => (new Command.Lift(C5, text), review, Screenings.FocalPoint),
            "reasons of a decision" => (new Command.NotClear(new(Reasons: text)), review, Screenings.FocalPoint),
            "notes for the annex" => (new Command.NotClear(new(Reasons: "Too early.", Notes: text)), review, Screenings.FocalPoint),
            "condition" => (Conditions(Condition with { Description = text }), review, Screenings.FocalPoint),
            "owner of a condition" => (Conditions(Condition with { Owner = text }), review, Screenings.FocalPoint),
            "request to the Unit" => (new Command.AskUnit(RequestKind.Call, null, text), Screenings.In("Draft"), Screenings.DeveloperActor),
            "reply to a request" => (new Command.ReplyToRequest(1, text), Screenings.In("Draft"), Screenings.FocalPoint),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "A text that the tests do not know."),
        };

        static Command.ClearWithConditions Conditions(params ImmutableArray<GivenCondition> conditions) => new(new(), conditions);
    }
}
