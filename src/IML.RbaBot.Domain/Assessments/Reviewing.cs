using System.Collections.Immutable;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What the reviewer does, once the table has let them: hand over, return, lift, decide.</summary>
internal static class Reviewing
{
    public static Decision HandOver(Command.HandOver handOver, Assessment assessment, Request request)
    {
        var to = handOver.To;
        return to.Person is not { } person || person.Id == assessment.Reviewer?.Id || !assessment.MayReview(to)
            ? new Decision.Refused(new Refusal.MayNotReview(to.Person ?? request.Actor.Person!))
            : Decider.Accept(assessment, request, [new AssessmentEvent.HandedOver(request.Actor.Person!, person)]);
    }

    public static Decision AskHandOver(Assessment assessment, Request request)
    {
        var by = request.Actor.Person!;
        return Decider.Accept(
            assessment,
            request,
            assessment.Review.HandOverAskedBy.Any(p => p.Id == by.Id) ? [] : [new AssessmentEvent.HandOverAsked(by)]);
    }

    public static Decision DraftComments(Command.DraftComments draft, Assessment assessment, Request request)
    {
        var route = Route.Of(assessment.Sheet);
        var chosen = draft.Questions ?? [.. assessment.Review.Drafted.Select(d => d.Question)];
        ImmutableArray<FaultyComment> faults = chosen.IsEmpty
            ? [new FaultyComment(null, CommentFault.Empty)]
            :
            [
                .. chosen
                    .Where(id => assessment.Questionnaire.Find(id.Value) is not { Kind: not QuestionKind.Declaration } question || !route.IsAsked(question))
                    .Concat(draft.Comments.Select(c => c.Question).Where(id => !chosen.Contains(id)))
                    .Select(id => new FaultyComment(id, CommentFault.NotAsked)),
                .. draft.Comments
                    .Where(c => c.Text.Trim().Length > ReviewLimits.Comment)
                    .Select(c => new FaultyComment(c.Question, CommentFault.TooLong)),
            ];
        if (!faults.IsEmpty)
        {
            return new Decision.Refused(new Refusal.FaultyComments(faults));
        }

        var words = assessment.Review.Drafted.Concat(draft.Comments)
            .GroupBy(c => c.Question)
            .ToDictionary(g => g.Key, g => g.Last().Text.Trim());
        ImmutableArray<GivenComment> drafted =
        [
            .. chosen.Distinct()
                .OrderBy(id => assessment.Questionnaire[id].Position)
                .Select(id => new GivenComment(id, words.GetValueOrDefault(id, ""))),
        ];
        return Decider.Accept(
            assessment,
            request,
            drafted.AsSpan().SequenceEqual(assessment.Review.Drafted.AsSpan()) ? [] : [new AssessmentEvent.CommentsDrafted(drafted)]);
    }

    public static Decision Return(Command.Return giveBack, Assessment assessment, Request request)
    {
        var faults = FaultsOf(giveBack.Comments, Route.Of(assessment.Sheet));
        if (!faults.IsEmpty)
        {
            return new Decision.Refused(new Refusal.FaultyComments(faults));
        }

        var round = assessment.Review.Round + 1;
        return Decider.Accept(assessment, request,
        [
            new AssessmentEvent.Returned(
            [
                .. giveBack.Comments
                    .OrderBy(c => assessment.Questionnaire[c.Question].Position)
                    .Select(c => new ReviewComment(round, c.Question, c.Text.Trim(), request.Actor.Person!, request.At)),
            ]),
        ]);
    }

    public static Decision Lift(Command.Lift lift, Assessment assessment, Request request)
    {
        var flag = assessment.OpenFlags.FirstOrDefault(f => f.Question == lift.Question);
        if (flag == default)
        {
            return new Decision.Refused(new Refusal.NothingToLift(lift.Question));
        }

        var reasons = lift.Reasons.Trim();
        return reasons.Length is 0 or > ReviewLimits.Reasons
            ? new Decision.Refused(new Refusal.ReasonMissing(ReasonFor.LiftingAFlag))
            : Decider.Accept(assessment, request,
                [new AssessmentEvent.FlagLifted(new LiftedFlag(flag.Question, flag.Level, reasons, request.Actor.Person!, request.At))]);
    }

    /// <summary>Cleared only when neither a red flag nor a referral stands.</summary>
    public static Decision Clear(Command.Clear clear, Assessment assessment, Request request)
    {
        if (assessment.OpenFlags is { IsEmpty: false } open)
        {
            return new Decision.Refused(new Refusal.OpenFlags(open));
        }

        return RefusalOf(clear.Verdict, assessment, needsReasons: false) is { } refusal
            ? new Decision.Refused(refusal)
            : Decider.Accept(assessment, request, [new AssessmentEvent.Cleared(VerdictOf(clear.Verdict, assessment, []))]);
    }

    /// <summary>A referral may be answered by conditions; a red flag is lifted in writing first.</summary>
    public static Decision ClearWithConditions(Command.ClearWithConditions clear, Assessment assessment, Request request)
    {
        if (assessment.OpenFlags.Where(f => f.Level == FlagLevel.X).ToImmutableArray() is { IsEmpty: false } open)
        {
            return new Decision.Refused(new Refusal.OpenFlags(open));
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(request.At, request.Calendars.Of(assessment.Project).Zone).DateTime);
        if (FaultsOf(clear.Conditions, today) is { IsEmpty: false } faults)
        {
            return new Decision.Refused(new Refusal.FaultyConditions(faults));
        }

        if (RefusalOf(clear.Verdict, assessment, needsReasons: false) is { } refusal)
        {
            return new Decision.Refused(refusal);
        }

        var conditions = clear.Conditions
            .Where(c => !c.IsEmpty)
            .Select(c => new ReviewCondition(c.Description!.Trim(), c.Owner!.Trim(), c.Due!.Value))
            .ToImmutableArray();
        return Decider.Accept(
            assessment, request, [new AssessmentEvent.ClearedWithConditions(VerdictOf(clear.Verdict, assessment, conditions))]);
    }

    public static Decision NotClear(Command.NotClear notClear, Assessment assessment, Request request) =>
        RefusalOf(notClear.Verdict, assessment, needsReasons: true) is { } refusal
            ? new Decision.Refused(refusal)
            : Decider.Accept(assessment, request, [new AssessmentEvent.NotCleared(VerdictOf(notClear.Verdict, assessment, []))]);

    private static ImmutableArray<FaultyComment> FaultsOf(ImmutableArray<GivenComment> comments, Route route)
    {
        if (comments.IsEmpty)
        {
            return [new FaultyComment(null, CommentFault.Empty)];
        }

        var faults = ImmutableArray.CreateBuilder<FaultyComment>();
        var seen = new HashSet<QuestionId>();
        foreach (var (question, text) in comments)
        {
            var fault = route.Questionnaire.Find(question.Value) is not { Kind: not QuestionKind.Declaration } asked || !route.IsAsked(asked) ? CommentFault.NotAsked
                : !seen.Add(question) ? CommentFault.Repeated
                : string.IsNullOrWhiteSpace(text) ? CommentFault.Empty
                : text.Trim().Length > ReviewLimits.Comment ? CommentFault.TooLong
                : (CommentFault?)null;
            if (fault is { } found)
            {
                faults.Add(new FaultyComment(question, found));
            }
        }

        return faults.ToImmutable();
    }

    private static ImmutableArray<FaultyCondition> FaultsOf(ImmutableArray<GivenCondition> conditions, DateOnly today)
    {
        var faults = ImmutableArray.CreateBuilder<FaultyCondition>();
        for (var i = 0; i < conditions.Length; i++)
        {
            var condition = conditions[i];
            if (condition.IsEmpty)
            {
                continue;
            }

            Add(i, string.IsNullOrWhiteSpace(condition.Description), ConditionFault.NoDescription);
            Add(i, condition.Description?.Trim().Length > ReviewLimits.Condition, ConditionFault.DescriptionTooLong);
            Add(i, string.IsNullOrWhiteSpace(condition.Owner), ConditionFault.NoOwner);
            Add(i, condition.Owner?.Trim().Length > ReviewLimits.ConditionOwner, ConditionFault.OwnerTooLong);
            Add(i, condition.Due is null, ConditionFault.NoDate);
            Add(i, condition.Due < today, ConditionFault.DateInThePast);
        }

        var given = conditions.Count(c => !c.IsEmpty);
        Add(0, given == 0, ConditionFault.None);
        Add(0, given > ReviewLimits.Conditions, ConditionFault.TooMany);
        return faults.ToImmutable();

        void Add(int index, bool isFault, ConditionFault fault)
        {
            if (isFault)
            {
                faults.Add(new FaultyCondition(index, fault));
            }
        }
    }

    private static Refusal.ReasonMissing? RefusalOf(GivenVerdict verdict, Assessment assessment, bool needsReasons)
    {
        var length = verdict.Reasons?.Trim().Length ?? 0;
        var differs = verdict.FinalRating is { } final && final != assessment.State.FrozenResult?.Rating;
        if (length > ReviewLimits.Reasons || (length == 0 && (needsReasons || differs)))
        {
            return new Refusal.ReasonMissing(needsReasons ? ReasonFor.NotClearing : ReasonFor.OtherFinalRating);
        }

        return verdict.Notes?.Trim().Length > ReviewLimits.Notes ? new Refusal.ReasonMissing(ReasonFor.Notes) : null;
    }

    private static Verdict VerdictOf(GivenVerdict given, Assessment assessment, ImmutableArray<ReviewCondition> conditions) => new(
        given.FinalRating ?? assessment.State.FrozenResult!.Rating, TextOrNull(given.Reasons), TextOrNull(given.Notes), conditions);

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
