// A long file because it is one list: what every command of a draft does, from its start over saving and submitting to its withdrawal.
using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What the developer and co-editors do: begin, save, submit, withdraw, begin the next version.</summary>
internal static class Drafting
{
    public static Decision Start(Command.Start start, Request request)
    {
        if (request.Actor.Person is not { } developer)
        {
            return new Decision.Refused(new Refusal.NotAllowed());
        }

        // A later version belongs to whom the first belongs: it is screened again, never begun by an id that a card says.
        if (start.Id.Version != 1)
        {
            return new Decision.Refused(new Refusal.NotFound());
        }

        var faults = ProjectRules.Check(start.Project, request.Lists);
        if (!faults.IsEmpty)
        {
            return new Decision.Refused(new Refusal.FaultyProject(faults));
        }

        var draft = DraftOf(start.Id, developer, start.Project, AnswerSheet.Empty(start.Questionnaire), request.At);
        var first = Walk.Of(draft).Next(Place.Project.Instance);
        return new Decision.Accepted([new AssessmentEvent.Started(developer, start.Project)], draft with { Place = first });
    }

    /// <summary>
    /// The next version begins with the answers that counted, as far as the questionnaire of today still has them. The declaration is
    /// left out: it speaks of another version of the proposal.
    /// </summary>
    public static Decision Rescreen(Command.Rescreen rescreen, Assessment earlier, Request request)
    {
        var sheet = AnswerSheet.Empty(rescreen.Questionnaire);
        foreach (var question in Route.Of(earlier.Sheet).Asked)
        {
            if (rescreen.Questionnaire.Find(question.Id.Value) is { Kind: not QuestionKind.Declaration } now
                && earlier.Sheet[question.Position] is { } answer
                && AnswerRules.Check(now, answer, rescreen.Questionnaire.Rules.Limits).IsEmpty)
            {
                sheet = sheet.With(now.Id, answer with { ToConfirm = true }).With(now.Id, earlier.Sheet.Response(question.Position));
            }
        }

        var draft = DraftOf(
            AssessmentId.Of(earlier.Reference, Math.Max(rescreen.Version ?? 0, earlier.Id.Version + 1)), earlier.Developer, earlier.Project, sheet, request.At) with
        {
            CoEditors = earlier.CoEditors,
            From = earlier.Id,
            Place = Place.Project.Instance,
        };
        return new Decision.Accepted([new AssessmentEvent.Rescreened(earlier.Id, draft.Developer, draft.Project)], draft);
    }

    public static Decision Save(Command.Save save, Assessment assessment, Request request)
    {
        if (FaultsOf(save, assessment) is { } faulty)
        {
            return new Decision.Refused(faulty);
        }

        if (ClosedIn(save, assessment) is { IsEmpty: false } closed)
        {
            return new Decision.Refused(new Refusal.QuestionsClosed(closed));
        }

        var happening = new Happening(assessment, request.At);
        if (ProjectOf(save, assessment) is { } project && assessment.State is AssessmentState.Draft)
        {
            var projectFaults = FaultsOf(project, save, assessment, request.Lists);
            if (!projectFaults.IsEmpty)
            {
                return new Decision.Refused(new Refusal.FaultyProject(projectFaults));
            }

            if (project != assessment.Project)
            {
                happening.Add(new AssessmentEvent.ProjectChanged(assessment.Project, project));
            }
        }

        AddAnswers(happening, save);
        if (AddReplies(happening, save.Replies, assessment, request) is { } faultyReplies)
        {
            return new Decision.Refused(faultyReplies);
        }

        var walk = Walk.Of(happening.After);
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
            happening.Add(new AssessmentEvent.Moved(to));
        }

        return Decider.Accept(assessment, request, happening.Events, happening.After);
    }

    public static Decision Submit(Command.Submit submit, Assessment assessment, Request request)
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

        var walk = Walk.Of(events.Aggregate(assessment, (now, e) => Decider.Apply(now, e, request.At)));
        if (!walk.Missing.IsEmpty)
        {
            return new Decision.Refused(new Refusal.Incomplete(walk.Missing));
        }

        if (!walk.ProjectIsComplete)
        {
            return new Decision.Refused(new Refusal.FaultyProject([new FaultyProjectField(ProjectField.Currency, ProjectFault.WithoutCurrency)]));
        }

        var result = Rater.Rate(walk.Route);
        var terms = assessment.Questionnaire.Rules.ReviewOf(result.Rating);
        var deadline = terms.ReviewWithinWorkingDays is { } days
            ? ReviewDeadline.Of(request.Calendars.Of(assessment.Project), request.At, days)
            : null;
        events.Add(new AssessmentEvent.Submitted(FrozenResult.Of(result), deadline));
        if (terms.RecordedAtOnce)
        {
            events.Add(new AssessmentEvent.Recorded());
        }

        return Decider.Accept(assessment, request, events.ToImmutable());
    }

    public static Decision Withdraw(Command.Withdraw withdraw, Assessment assessment, Request request)
    {
        var reason = withdraw.Reason.Trim();
        return reason.Length switch
        {
            0 => new Decision.Refused(new Refusal.ReasonMissing()),
            > Decider.ReasonMaxLength => new Decision.Refused(new Refusal.ReasonTooLong(reason.Length, Decider.ReasonMaxLength)),
            _ => Decider.Accept(assessment, request, [new AssessmentEvent.Withdrawn(reason)]),
        };
    }

    private static Assessment DraftOf(AssessmentId id, Person developer, ProjectData project, AnswerSheet sheet, DateTimeOffset at) => new()
    {
        Id = id,
        Revision = 1,
        Developer = developer,
        Project = project,
        Sheet = sheet,
        State = new AssessmentState.Draft(),
        Place = Place.Project.Instance,
        StartedAt = at,
        ChangedAt = at,
    };

    /// <summary>Leaving the project details demands nothing; what is required and was emptied stays as it was.</summary>
    private static ProjectData? ProjectOf(Command.Save save, Assessment assessment) =>
        save.Demand ? save.Project : save.Project?.WithRequiredOf(assessment.Project);

    /// <summary>
    /// Leaving keeps what is half entered, and going on demands that it is completed. What stood there already has been checked.
    /// </summary>
    private static ImmutableArray<FaultyProjectField> FaultsOf(
        ProjectData project, Command.Save save, Assessment assessment, ProjectLists lists)
    {
        var demands = save.Demand && project.LacksCurrency;
        return project == assessment.Project && !demands
            ? []
            : ProjectRules.Check(project, lists).RemoveAll(f => f.Fault == ProjectFault.WithoutCurrency && !demands);
    }

    private static Refusal.FaultyAnswers? FaultsOf(Command.Save save, Assessment assessment)
    {
        var limits = assessment.Questionnaire.Rules.Limits;
        var faults = save.Answers
            .Where(a => a.Answer is not null)
            .SelectMany(a => AnswerRules.Check(assessment.Questionnaire[a.Question], a.Answer!, limits).Select(f => new FaultyAnswer(a.Question, f)))
            .Concat(save.Responses
                .Where(r => r.Response is not null)
                .SelectMany(r => AnswerRules.Check(r.Response!, limits).Select(f => new FaultyAnswer(r.Question, f))))
            .ToImmutableArray();
        return faults.IsEmpty ? null : new Refusal.FaultyAnswers(faults);
    }

    /// <summary>Questions that would change though the reviewer asked about others. No card of ours shows them as inputs.</summary>
    private static ImmutableArray<QuestionId> ClosedIn(Command.Save save, Assessment assessment)
    {
        if (assessment.State is AssessmentState.Draft)
        {
            return [];
        }

        var open = OpenQuestions.Of(assessment);
        var flags = Flag.Of(Route.Of(assessment.Sheet));
        var sheet = assessment.Sheet;
        return
        [
            .. save.Answers
                .Where(a => GivenOrNull(a.Answer) != sheet[a.Question] && !open.Contains(assessment.Questionnaire[a.Question]))
                .Select(a => a.Question)
                .Concat(save.Responses
                    .Where(r => GivenOrNull(r.Response) != sheet.Response(r.Question) && !flags.Any(f => f.Question == r.Question && open.ContainsResponseTo(f)))
                    .Select(r => r.Question))
                .Distinct(),
        ];
    }

    private static Answer? GivenOrNull(Answer? given) => given is { IsEmpty: false } ? given : null;

    private static FlagResponse? GivenOrNull(FlagResponse? given) => given is { IsEmpty: false } ? given : null;

    private static void AddAnswers(Happening happening, Command.Save save)
    {
        foreach (var (question, given) in save.Answers)
        {
            var answer = GivenOrNull(given);
            var stands = happening.After.Sheet[question];

            // Going back or leaving is not yet looking at it: what was copied and is sent unchanged stays to be confirmed.
            if (answer != stands && (save.Demand || stands is not { ToConfirm: true } || answer != stands with { ToConfirm = false }))
            {
                happening.Add(new AssessmentEvent.AnswerChanged(question, stands, answer));
            }
        }

        foreach (var (question, given) in save.Responses)
        {
            var response = GivenOrNull(given);
            var stands = happening.After.Sheet.Response(question);
            if (response != stands)
            {
                happening.Add(new AssessmentEvent.ResponseChanged(question, stands, response));
            }
        }
    }

    private static Refusal.FaultyComments? AddReplies(
        Happening happening, ImmutableArray<GivenComment> replies, Assessment assessment, Request request)
    {
        var faults = ImmutableArray.CreateBuilder<FaultyComment>();
        foreach (var (question, text) in replies)
        {
            var reply = text.Trim();
            if (assessment.State is not AssessmentState.Returned || assessment.Review.OpenAt(question) is not { } comment)
            {
                faults.Add(new FaultyComment(question, CommentFault.NotAsked));
            }
            else if (reply.Length > ReviewLimits.Reply)
            {
                faults.Add(new FaultyComment(question, CommentFault.TooLong));
            }
            else if (reply != (comment.Reply?.Text ?? ""))
            {
                var given = reply.Length == 0 ? null : new CommentReply(reply, request.Actor.Person!, request.At);
                happening.Add(new AssessmentEvent.CommentReplied(question, comment.Reply, given));
            }
        }

        return faults.Count == 0 ? null : new Refusal.FaultyComments(faults.ToImmutable());
    }

    /// <summary>What is missing on one card.</summary>
    private static ImmutableArray<Missing> MissingAt(Place place, Walk walk) => place switch
    {
        Place.Questions at => [.. walk.Missing.Where(m => walk.PageOf(m) == at.Page)],
        Place.Flags flags => [.. walk.Missing.Where(m => walk.PlaceOf(m) is Place.Flags && walk.FlagsOn(flags).Any(f => f.Question == m.Question))],
        _ => [],
    };

    /// <summary>What happens in one save, and the assessment as it stands after each of it: applied once, for it is the costly part.</summary>
    private sealed class Happening(Assessment assessment, DateTimeOffset at)
    {
        private readonly ImmutableArray<AssessmentEvent>.Builder events = ImmutableArray.CreateBuilder<AssessmentEvent>();

        public Assessment After { get; private set; } = assessment;

        public ImmutableArray<AssessmentEvent> Events => events.ToImmutable();

        public void Add(AssessmentEvent happened)
        {
            events.Add(happened);
            After = Decider.Apply(After, happened, at);
        }
    }
}
