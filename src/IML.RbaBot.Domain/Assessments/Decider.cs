using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What comes in with a command: who, when, and the revision that the card showed.</summary>
/// <param name="Actor">Taken from the token-checked activity, never from the card.</param>
/// <param name="At">Now, in UTC.</param>
/// <param name="Revision">The revision on the card; null when the command does not come from a card.</param>
/// <param name="Lists">The values that project data can take.</param>
public sealed record Request(Actor Actor, DateTimeOffset At, int? Revision, ProjectLists Lists);

/// <summary>
/// The state machine (screening standard, "States"): one function from a command and an assessment to events or a refusal.
/// </summary>
public static class Decider
{
    /// <summary>Greatest length of the reason of a withdrawal, in UTF-16 code units.</summary>
    public const int ReasonMaxLength = 1000;

    /// <summary>Decides a command on an assessment; <paramref name="assessment"/> is null when there is none with that id.</summary>
    public static Decision Decide(Command command, Assessment? assessment, Request request)
    {
        if (assessment is null)
        {
            return command is Command.Start start ? Start(start, request) : new Decision.Refused(new Refusal.NotFound());
        }

        if ((RefusalOf(assessment, request) ?? RefusalOf(command, assessment, request.Actor)) is { } refusal)
        {
            return new Decision.Refused(refusal);
        }

        return command switch
        {
            Command.Save save => Save(save, assessment, request),
            Command.Submit submit => Submit(submit, assessment, request),
            Command.Withdraw withdraw => Withdraw(withdraw, assessment, request),
            Command.Record => Accept(assessment, request, [new AssessmentEvent.Recorded()]),
            _ => throw new InvalidOperationException($"{command} was neither refused nor decided."),
        };
    }

    /// <summary>
    /// What stands before every command: whoever may not read it does not learn that it exists, and a card made before the last
    /// change acts on nothing. Asked before a card's inputs are read, because they fit only the card of that revision.
    /// </summary>
    public static Refusal? RefusalOf(Assessment assessment, Request request)
    {
        if (!request.Actor.IsSystem && !assessment.MayRead(request.Actor))
        {
            return new Refusal.NotFound();
        }

        return request.Revision is { } revision && revision != assessment.Revision ? new Refusal.OutOfDate() : null;
    }

    /// <summary>
    /// Who may do what in which state, before anything is looked at in detail: the table that the tests hold whole.
    /// Null when the command may go on.
    /// </summary>
    public static Refusal? RefusalOf(Command command, Assessment assessment, Actor actor) => (command, assessment.State) switch
    {
        // Its id is taken: a repeated "start" shows the draft that the first one made.
        (Command.Start, _) => new Refusal.OutOfDate(),

        (Command.Save, AssessmentState.Draft) => Unless(assessment.IsEditor(actor.Person)),
        (Command.Save, AssessmentState.Returned) => new Refusal.ReviewNotOpen(),
        (Command.Save, _) => new Refusal.WrongState(),

        (Command.Submit, AssessmentState.Draft) => Unless(actor.Person?.Id == assessment.Developer.Id),
        (Command.Submit, AssessmentState.Returned) => new Refusal.ReviewNotOpen(),
        (Command.Submit, _) => new Refusal.WrongState(),

        (Command.Withdraw, AssessmentState.Draft or AssessmentState.Submitted or AssessmentState.Returned) =>
            Unless(actor.Person?.Id == assessment.Developer.Id || actor.Has(Roles.Administrator)),
        (Command.Withdraw, _) => new Refusal.WrongState(),

        (Command.Record, AssessmentState.Submitted) => Unless(actor.IsSystem),
        (Command.Record, _) => new Refusal.WrongState(),

        (Command.Claim or Command.Release or Command.HandOver or Command.Return
            or Command.Clear or Command.ClearWithConditions or Command.NotClear,
            AssessmentState.Submitted or AssessmentState.UnderReview) => new Refusal.ReviewNotOpen(),
        (Command.Claim or Command.Release or Command.HandOver or Command.Return
            or Command.Clear or Command.ClearWithConditions or Command.NotClear, _) => new Refusal.WrongState(),

        _ => throw new InvalidOperationException($"No row for {command.GetType().Name} in {assessment.State.GetType().Name}."),
    };

    /// <summary>The assessment after an event. Revision and times are set once for all events of a decision.</summary>
    public static Assessment Apply(Assessment assessment, AssessmentEvent happened, DateTimeOffset at) => happened switch
    {
        AssessmentEvent.Started => assessment,
        AssessmentEvent.ProjectChanged e => assessment with { Project = e.After },
        AssessmentEvent.AnswerChanged e => assessment with { Sheet = assessment.Sheet.With(e.Question, e.After) },
        AssessmentEvent.ResponseChanged e => assessment with { Sheet = assessment.Sheet.With(e.Question, e.After) },
        AssessmentEvent.Moved e => assessment with { Place = e.To },
        AssessmentEvent.Submitted e => assessment with
        {
            State = new AssessmentState.Submitted(at, e.Result),
            Place = Place.Summary.Instance,

            // What is recorded at once alerts nobody.
            Alert = assessment.Questionnaire.Rules.ReviewOf(e.Result.Rating).RecordedAtOnce ? null : AlertStatus.Promised,
        },
        AssessmentEvent.Recorded => assessment.State is AssessmentState.Submitted s
            ? assessment with { State = new AssessmentState.Recorded(s.At, s.Result, at) }
            : throw new InvalidOperationException("Only a submitted assessment is recorded."),
        AssessmentEvent.Withdrawn e => assessment with { State = new AssessmentState.Withdrawn(at, e.Reason, assessment.State.FrozenResult) },
        AssessmentEvent.AlertDelivered e => assessment with { Alert = WithDelivery(assessment.Alert, e) },
        AssessmentEvent.AlertFailed e => assessment with
        {
            Alert = (assessment.Alert ?? AlertStatus.Promised) with { Attempts = e.Attempts, Pending = !e.GivenUp },
        },
        _ => throw new InvalidOperationException($"Unknown event {happened}."),
    };

    private static AlertStatus WithDelivery(AlertStatus? alert, AssessmentEvent.AlertDelivered e) =>
        new(!e.Last, [.. alert?.Delivered ?? [], e.Delivery], alert?.Attempts ?? 0);

    private static Refusal.NotAllowed? Unless(bool allowed) => allowed ? null : new Refusal.NotAllowed();

    private static Decision Start(Command.Start start, Request request)
    {
        if (request.Actor.Person is not { } developer)
        {
            return new Decision.Refused(new Refusal.NotAllowed());
        }

        var faults = ProjectRules.Check(start.Project, request.Lists);
        if (!faults.IsEmpty)
        {
            return new Decision.Refused(new Refusal.FaultyProject(faults));
        }

        var draft = new Assessment
        {
            Id = start.Id,
            Revision = 1,
            Developer = developer,
            Project = start.Project,
            Sheet = AnswerSheet.Empty(start.Questionnaire),
            State = new AssessmentState.Draft(),
            Place = Place.Project.Instance,
            StartedAt = request.At,
            ChangedAt = request.At,
        };
        var first = Walk.Of(Route.Of(draft.Sheet)).Next(Place.Project.Instance);
        return new Decision.Accepted([new AssessmentEvent.Started(developer, start.Project)], draft with { Place = first });
    }

    private static Decision Save(Command.Save save, Assessment assessment, Request request)
    {
        var limits = assessment.Questionnaire.Rules.Limits;
        var faults = save.Answers
            .Where(a => a.Answer is not null)
            .SelectMany(a => AnswerRules.Check(assessment.Questionnaire[a.Question], a.Answer!, limits).Select(f => new FaultyAnswer(a.Question, f)))
            .Concat(save.Responses
                .Where(r => r.Response is not null)
                .SelectMany(r => AnswerRules.Check(r.Response!, limits).Select(f => new FaultyAnswer(r.Question, f))))
            .ToImmutableArray();
        if (!faults.IsEmpty)
        {
            return new Decision.Refused(new Refusal.FaultyAnswers(faults));
        }

        var events = ImmutableArray.CreateBuilder<AssessmentEvent>();
        if (save.Project is { } project && project != assessment.Project)
        {
            var projectFaults = ProjectRules.Check(project, request.Lists);
            if (!projectFaults.IsEmpty)
            {
                return new Decision.Refused(new Refusal.FaultyProject(projectFaults));
            }

            events.Add(new AssessmentEvent.ProjectChanged(assessment.Project, project));
        }

        var sheet = assessment.Sheet;
        foreach (var (question, given) in save.Answers)
        {
            var answer = given is { IsEmpty: false } ? given : null;
            if (answer != sheet[question])
            {
                events.Add(new AssessmentEvent.AnswerChanged(question, sheet[question], answer));
                sheet = sheet.With(question, answer);
            }
        }

        foreach (var (question, given) in save.Responses)
        {
            var response = given is { IsEmpty: false } ? given : null;
            if (response != sheet.Response(question))
            {
                events.Add(new AssessmentEvent.ResponseChanged(question, sheet.Response(question), response));
                sheet = sheet.With(question, response);
            }
        }

        var walk = Walk.Of(Route.Of(sheet));
        if (save.Demand && MissingAt(save.At, walk) is { IsEmpty: false } missing)
        {
            return new Decision.Refused(new Refusal.Incomplete(missing));
        }

        var to = save.Go switch
        {
            Go.Next => walk.Next(save.At),
            Go.Back => walk.Previous(save.At),
            Go.To go => walk.Settle(go.Place),
            _ => walk.Settle(save.At),
        };
        if (to != assessment.Place)
        {
            events.Add(new AssessmentEvent.Moved(to));
        }

        return Accept(assessment, request, events.ToImmutable());
    }

    /// <summary>What is missing on one card.</summary>
    private static ImmutableArray<Missing> MissingAt(Place at, Walk walk) => at switch
    {
        Place.Questions page => [.. walk.Missing.Where(m => walk.PlaceOf(m) == page)],
        Place.Flags flags => [.. walk.Missing.Where(m => walk.PlaceOf(m) is Place.Flags && walk.FlagsOn(flags).Any(f => f.Question == m.Question))],
        _ => [],
    };

    private static Decision Submit(Command.Submit submit, Assessment assessment, Request request)
    {
        var question = assessment.Questionnaire[submit.Declaration.Question];
        if (submit.Declaration.Answer is { } given
            && AnswerRules.Check(question, given, assessment.Questionnaire.Rules.Limits) is { IsEmpty: false } faults)
        {
            return new Decision.Refused(new Refusal.FaultyAnswers([.. faults.Select(f => new FaultyAnswer(question.Id, f))]));
        }

        var events = ImmutableArray.CreateBuilder<AssessmentEvent>();
        var before = assessment.Sheet[question.Id];
        if (submit.Declaration.Answer != before)
        {
            events.Add(new AssessmentEvent.AnswerChanged(question.Id, before, submit.Declaration.Answer));
        }

        var route = Route.Of(assessment.Sheet.With(question.Id, submit.Declaration.Answer));
        var missing = Completeness.Of(route);
        if (!missing.IsEmpty)
        {
            return new Decision.Refused(new Refusal.Incomplete(missing));
        }

        var result = Rater.Rate(route);
        events.Add(new AssessmentEvent.Submitted(FrozenResult.Of(result)));
        if (assessment.Questionnaire.Rules.ReviewOf(result.Rating).RecordedAtOnce)
        {
            events.Add(new AssessmentEvent.Recorded());
        }

        return Accept(assessment, request, events.ToImmutable());
    }

    private static Decision Withdraw(Command.Withdraw withdraw, Assessment assessment, Request request)
    {
        var reason = withdraw.Reason.Trim();
        return reason.Length is 0 or > ReasonMaxLength
            ? new Decision.Refused(new Refusal.ReasonMissing())
            : Accept(assessment, request, [new AssessmentEvent.Withdrawn(reason)]);
    }

    private static Decision.Accepted Accept(Assessment assessment, Request request, ImmutableArray<AssessmentEvent> events)
    {
        if (events.IsEmpty)
        {
            return new Decision.Accepted(events, assessment);
        }

        var after = events.Aggregate(assessment, (now, e) => Apply(now, e, request.At));
        return new Decision.Accepted(events, after with
        {
            Revision = assessment.Revision + 1,
            ChangedAt = request.Actor.IsSystem ? assessment.ChangedAt : request.At,
        });
    }
}
